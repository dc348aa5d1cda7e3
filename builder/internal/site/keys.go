package site

import (
	"sync"

	"dixit/builder/internal/archive"
)

// keys remembers the keys of things, for many at once: of sessions and editions there are
// so many that a sync.Map takes three times the memory. Fresh, it is ready for use.
type keys[K comparable] struct {
	mu    sync.RWMutex
	known map[K]Key
}

func (m *keys[K]) get(of K) (Key, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	k, ok := m.known[of]
	return k, ok
}

func (m *keys[K]) set(of K, k Key) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil {
		m.known = map[K]Key{}
	}
	m.known[of] = k
}

func (m *keys[K]) forget(of K) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.known, of)
}

// sessionKeys are the keys of sessions, and of their heads.
type sessionKeys struct{ whole, heads keys[*archive.Session] }

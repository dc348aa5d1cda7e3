package preview

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"sync"
	"syscall"
	"time"
)

const (
	// tries is how many ports are tried, one after the other.
	tries = 100
	// headerTime and headerSize are what a client has to say what it wants.
	headerTime = 5 * time.Second
	headerSize = 64 << 10
	// idleTime is how long a connection is kept that nobody uses.
	idleTime = 2 * time.Minute
	// endTime is how long answers under way are waited for at the end. Browsers keep
	// connections open on which they have asked for nothing yet, and whoever ends the
	// preview is not to wait for those.
	endTime = 200 * time.Millisecond
)

// ListenAndServe serves the site on the loopback until the context ends. It
// listens at the port, or unless exact at the next that is free; port 0 is any.
// ready is told the address, such as "http://localhost:8080/", as soon as a
// browser may ask for it; it may be nil. The error is nil after the context has
// ended.
func (s *Server) ListenAndServe(ctx context.Context, port int, exact bool, ready func(url string)) error {
	listeners, port, err := listen(ctx, port, exact)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: headerTime,
		IdleTimeout:       idleTime,
		// net/http reads some 4 KB more than it is told.
		MaxHeaderBytes: headerSize - 4<<10,
		BaseContext:    func(net.Listener) context.Context { return ctx },
		// The handler refuses what is not for this machine, whatever the method.
		DisableGeneralOptionsHandler: true,
		// It would tell the person at the terminal of every odd request.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	var (
		serving sync.WaitGroup
		failed  = make(chan error, len(listeners))
	)
	for _, l := range listeners {
		serving.Go(func() {
			if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				failed <- err
			}
		})
	}
	if ready != nil {
		ready("http://localhost:" + strconv.Itoa(port) + "/")
	}
	select {
	case <-ctx.Done():
	case err = <-failed:
		err = fmt.Errorf("the preview at port %d has ended: %w", port, err)
	}
	cancel() // ends the event streams
	end, stop := context.WithTimeout(context.WithoutCancel(ctx), endTime)
	defer stop()
	if server.Shutdown(end) != nil {
		server.Close()
	}
	serving.Wait()
	return err
}

// listen listens on 127.0.0.1 and, where there is one, on ::1, at the same port:
// browsers take localhost for either.
func listen(ctx context.Context, port int, exact bool) ([]net.Listener, int, error) {
	var first error
	for try := range tries {
		p := port
		if port != 0 {
			p += try
		}
		if p > 65535 {
			break
		}
		l, err := listenAt(ctx, p)
		if err == nil {
			return l, l[0].Addr().(*net.TCPAddr).Port, nil
		}
		if first == nil {
			first = err
		}
		if exact && port != 0 || !taken(err) && !errors.Is(err, syscall.EACCES) {
			break
		}
	}
	switch {
	case !taken(first):
		return nil, 0, fmt.Errorf("cannot listen at port %d: %w", port, first)
	case exact:
		return nil, 0, fmt.Errorf("port %d is taken; end what listens there, or name another with --port", port)
	}
	return nil, 0, fmt.Errorf("port %d and those after it are taken; name another with --port", port)
}

func listenAt(ctx context.Context, port int) ([]net.Listener, error) {
	var c net.ListenConfig
	four, err := c.Listen(ctx, "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, err
	}
	got := four.Addr().(*net.TCPAddr).Port
	six, err := c.Listen(ctx, "tcp6", net.JoinHostPort("::1", strconv.Itoa(got)))
	switch {
	case err == nil:
		return []net.Listener{four, six}, nil
	case taken(err):
		// What listens there would get half of the requests.
		four.Close()
		return nil, err
	}
	return []net.Listener{four}, nil // no IPv6 here
}

// taken tells whether listening failed because another does.
func taken(err error) bool {
	const wsaInUse = syscall.Errno(10048) // the same, as Windows says it
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, wsaInUse)
}

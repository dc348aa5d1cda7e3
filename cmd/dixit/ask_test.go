package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// A build that ended in an error is tried again, after longer and longer, until one does
// not; one that was given up says nothing.
func TestABuildIsTriedAgainAfterAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		ended, asked := make(chan error), make(chan string)
		done := make(chan bool)
		go func() {
			ask(ctx, func() string { return "2030-06-04" }, nil, ended, asked, time.Second)
			close(done)
		}()
		tried := func(after time.Duration) {
			t.Helper()
			began := time.Now()
			if why := <-asked; !strings.Contains(why, "ended in an error") || time.Since(began) != after {
				t.Errorf("after %v it is tried again: %q", time.Since(began), why)
			}
		}
		ended <- errors.New("no space left")
		tried(time.Second)
		ended <- errors.New("no space left")
		tried(2 * time.Second)
		ended <- context.Canceled
		ended <- errors.New("no space left")
		tried(4 * time.Second)
		ended <- nil
		select {
		case why := <-asked:
			t.Errorf("after a build without an error it is tried again: %q", why)
		case <-time.After(time.Hour):
		}
		ended <- errors.New("no space left")
		tried(time.Second)
		cancel()
		<-done
	})
}

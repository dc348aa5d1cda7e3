package output

import (
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// step is one line of the journal.
type step struct {
	kind   kind
	path   string
	staged uint64 // move: the name of the staged file
	record record // move, record and placed
}

type kind uint8

const (
	makeFolder kind = iota
	moveFile
	recordFile
	deleteFile
	forgetFile
	removeFolder
	moveFolder
	placedFile
)

var kindNames = [...]string{
	makeFolder: "folder", moveFile: "move", recordFile: "record",
	deleteFile: "delete", forgetFile: "forget", removeFolder: "rmdir",
	moveFolder: "whole", placedFile: "placed",
}

// writeSteps writes the journal as the text that parseJournal reads.
func writeSteps(w io.Writer, steps iter.Seq[step]) error {
	return writeSealed(w, journalHeader, func(add func(line []byte)) {
		var b []byte
		for s := range steps {
			b = append(append(b[:0], kindNames[s.kind]...), ' ')
			switch s.kind {
			case moveFile:
				b = append(strconv.AppendUint(b, s.staged, 10), ' ')
				b = s.record.appendTo(b)
			case recordFile, placedFile:
				b = s.record.appendTo(b)
			}
			b = append(append(b, s.path...), '\n')
			add(b)
		}
	})
}

// parseJournal reads what writeSteps writes. The error wraps errDamaged
// unless the journal is complete but of another version.
func parseJournal(text []byte) ([]step, error) {
	lines, err := unseal(text, journalHeader)
	if err != nil {
		return nil, err
	}
	var steps []step
	for line := range lines {
		s, err := parseStep(line)
		if err != nil {
			return nil, err
		}
		steps = append(steps, s)
	}
	return steps, nil
}

func parseStep(line string) (s step, err error) {
	word, rest, _ := strings.Cut(line, " ")
	found := false
	for k, name := range kindNames {
		if name == word {
			s.kind, found = kind(k), true
		}
	}
	if !found {
		return s, fmt.Errorf("%w: %q is no step", errDamaged, word)
	}
	switch s.kind {
	case moveFile:
		number, record, _ := strings.Cut(rest, " ")
		s.staged, err = strconv.ParseUint(number, 10, 64)
		if err != nil || strconv.FormatUint(s.staged, 10) != number {
			return s, fmt.Errorf("%w: %q is no staged file", errDamaged, number)
		}
		s.path, s.record, err = parseRecord(record)
	case recordFile, placedFile:
		s.path, s.record, err = parseRecord(rest)
	default:
		s.path = rest
	}
	if err == nil {
		err = validPath(s.path)
	}
	return s, err
}

func stagedName(n uint64) string { return stageName + "/" + strconv.FormatUint(n, 10) }

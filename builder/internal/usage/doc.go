// Package usage says what the program has had of the machine: processors and
// memory, as far as the system tells.
//
// Non-goals: to measure other programs, and to say what took it.
package usage

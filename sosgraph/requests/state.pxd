# cython: language_level=3
# The types of state.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.requests.streams cimport Stream

cdef double _DOUBLINGS


@cython.final
cdef class Visit:
    cdef public int number
    cdef public int state
    cdef public int left
    cdef public long long tries
    cdef public double began
    cdef public double served_at
    cdef public double due
    cdef public double paused
    cdef public Place place
    cdef public Edge edge
    cdef public Edge calls
    cdef public Slot slot
    cdef public Visit parent
    cdef public Visit child
    cdef public Visit twin
    cdef public Visit hedge
    cdef public Visit next
    cdef public Visit prev
    cdef public list tally
    cdef public object action


@cython.final
cdef class Place:
    cdef public int number
    cdef public long long servers
    cdef public long long room
    cdef public long long busy
    cdef public long long queued
    cdef public long long inside
    cdef public long long entered
    cdef public long long refused
    cdef public long long given_up
    cdef public long long copies
    cdef public long long away
    cdef public double base
    cdef public double service
    cdef public double slowing
    cdef public double failing
    cdef public double delay
    cdef public double area
    cdef public double worked
    cdef public double manned_s
    cdef public double sized_at
    cdef public double held_s
    cdef public double refusal
    cdef public double debt
    cdef public double tokens
    cdef public double tokens_at
    cdef public double lost
    cdef public double shed_at
    cdef public double concurrency
    cdef public double capacity
    cdef public bint stopped
    cdef public bint paused
    cdef public bint guarded
    cdef public bint odd
    cdef public bint regular
    cdef public Slot slot
    cdef public Visit queue
    cdef public Visit held
    cdef public Visit unfinished
    cdef public Stream arrivals
    cdef public Stream times
    cdef public Stream luck
    cdef public object name


@cython.final
cdef class Edge:
    cdef public int number
    cdef public int whole
    cdef public long long attempts
    cdef public long long copied
    cdef public long long retries
    cdef public long long timeouts
    cdef public long long hits
    cdef public long long asked
    cdef public double probability
    cdef public double part
    cdef public double coverage
    cdef public double multiplier
    cdef public double filled
    cdef public double backoff
    cdef public double jitter
    cdef public double hit_rate
    cdef public double tokens
    cdef public double delay
    cdef public double error
    cdef public double timeout
    cdef public double hedge_after
    cdef public double entries
    cdef public double budget
    cdef public bint hard
    cdef public bint plain
    cdef public bint sure
    cdef public bint timed
    cdef public bint decorrelated
    cdef public bint cached
    cdef public bint through
    cdef public bint cancels
    cdef public bint lost
    cdef public bint armed
    cdef public bint patient
    cdef public Place callee
    cdef public Edge fallback
    cdef public object breaker
    cdef public object throttle
    cdef public Visit timers
    cdef public Visit alarm
    cdef public Stream luck
    cdef public Stream waits

    @cython.locals(wait=double, last=double)
    cdef double pause(self, Visit visit) except -1


@cython.final
cdef class Slot:
    cdef public Edge edge
    cdef public Slot first
    cdef public Slot following
    cdef public Band band


@cython.final
cdef class Band:
    cdef public int need
    cdef public int depth
    cdef public int size
    cdef public Slot slot
    cdef public list steps
    cdef public Stream luck

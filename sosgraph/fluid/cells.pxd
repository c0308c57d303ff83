# cython: language_level=3, boundscheck=False, wraparound=False
# The arithmetic of cells.py for single numbers, where a C compiler makes kernels extensions; without one not read.
from libc.math cimport fabs as size, sqrt as root
from libc.string cimport memcpy


cdef inline double least(double one, double other) noexcept nogil:
    return one if one < other else other


cdef inline double most(double one, double other) noexcept nogil:
    return one if one > other else other


cdef inline double pick(bint condition, double one, double other) noexcept nogil:
    return one if condition else other


cdef inline double bounded(double value) noexcept nogil:
    return least(most(value, 0.0), 1e15)


cdef inline int whole(double value) noexcept nogil:
    return <int> value


cdef inline double power_of_two(double shifted) noexcept nogil:
    cdef unsigned long long bits
    memcpy(&bits, &shifted, 8)
    bits <<= 52
    memcpy(&shifted, &bits, 8)
    return shifted


cdef inline double doublings(double number) noexcept nogil:
    cdef unsigned long long bits
    memcpy(&bits, &number, 8)
    bits = ((((bits - 0x3FE6A09E667F3BCDULL) >> 52) + 0x800) & 0xFFF) | 0x4330000000000000ULL
    memcpy(&number, &bits, 8)
    return number - 4503599627372544.0  # 2^52, whose lowest bits these are, and 2048


cdef inline double[:, ::1] block(double[:, ::1] room, Py_ssize_t count) noexcept nogil:
    return room


cdef inline Py_ssize_t length(Py_ssize_t count) noexcept nogil:
    return count


cdef inline Py_ssize_t above(
    double[::1] values, Py_ssize_t off, Py_ssize_t first, Py_ssize_t last, double bound, Py_ssize_t[::1] places
) noexcept nogil:
    cdef Py_ssize_t at, count = 0
    for at in range(first, last):
        places[count] = at
        count += values[off + at] > bound
    return count


cdef inline Py_ssize_t above_in(
    double[:, ::1] room, Py_ssize_t row, Py_ssize_t size, double bound, Py_ssize_t[::1] places
) noexcept nogil:
    cdef Py_ssize_t at, count = 0
    for at in range(size):
        places[count] = at
        count += room[row, at] > bound
    return count


cdef inline Py_ssize_t still(double[:, ::1] room, Py_ssize_t row, Py_ssize_t[::1] places, Py_ssize_t count) noexcept nogil:
    cdef Py_ssize_t at, left = 0
    for at in range(count):
        places[left] = places[at]
        left += room[row, at] > 0
    return left


cdef inline void taken(
    double[::1] values, Py_ssize_t off, Py_ssize_t[::1] places, Py_ssize_t count, double[:, ::1] room, Py_ssize_t row
) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(count):
        room[row, at] = values[off + places[at]]


cdef inline void put(
    double[:, ::1] room, Py_ssize_t row, Py_ssize_t[::1] places, Py_ssize_t count, double[::1] into
) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(count):
        into[places[at]] = room[row, at]


cdef inline void apart(
    double[:, ::1] room, Py_ssize_t row, Py_ssize_t[::1] places, Py_ssize_t count, Py_ssize_t other
) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(count):
        room[other, at] = room[row, places[at]]


cdef inline void back(
    double[:, ::1] room, Py_ssize_t row, Py_ssize_t[::1] places, Py_ssize_t count, Py_ssize_t other
) noexcept nogil:
    cdef Py_ssize_t at
    for at in range(count):
        room[other, places[at]] = room[row, at]


# What a kernel returns that is compiled for the vectors of several generations of processors; which one is chosen when loaded.
cdef extern from *:
    """
    #if defined(__x86_64__) && defined(__gnu_linux__) && defined(__GLIBC__) && defined(__GNUC__) && __GNUC__ >= 12 && !defined(__clang__)
    #define SOSGRAPH_SWIFT __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default"))) int
    #else
    #define SOSGRAPH_SWIFT int
    #endif
    """
    ctypedef int swift "SOSGRAPH_SWIFT"

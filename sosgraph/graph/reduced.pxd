# cython: language_level=3
# The types of reduced.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.locals(
    order=cython.int[::1], home=cython.int[::1], size=cython.int, total=cython.int, winding=cython.int,
    firm=cython.int[::1], needed=cython.int[::1], number=cython.int, arc=cython.int,
)
cpdef together(int[::1] enough, int[::1] starts, int[::1] heads)

@cython.locals(
    size=cython.int, count=cython.int, among=cython.int[::1], begins=cython.int[::1], found=cython.int[::1],
    seen=cython.int[::1], total=cython.int, place=cython.int, number=cython.int, vertex=cython.int, first=cython.int,
    arc=cython.int, other=cython.int, same=cython.int,
)
cpdef joined(int[::1] enough, int[::1] starts, int[::1] heads, int[::1] order, int[::1] vertex_of)

@cython.locals(
    size=cython.int, order=cython.int[::1], home=cython.int[::1], place_of=cython.int[::1], ends=cython.int[::1],
    among=cython.int[::1], begins=cython.int[::1], found=cython.int[::1], total=cython.int, first=cython.int,
    last=cython.int, place=cython.int, vertex=cython.int, arc=cython.int, other=cython.int,
)
cpdef renumbered(int[::1] enough, int[::1] starts, int[::1] heads)

@cython.locals(
    size=cython.int, found=cython.int[::1], callers=cython.int[::1], vertex=cython.int, arc=cython.int, caller=cython.int,
)
cpdef next_of(int[::1] enough, int[::1] starts, int[::1] heads, int[::1] ends)

@cython.locals(found=cython.int[::1], number=cython.int, vertex=cython.int)
cpdef hosted(int[::1] following, int[::1] vertex_of, int variables)

@cython.locals(
    size=cython.int, count=cython.int, at=cython.int[::1], carried=cython.int[::1], column_of=cython.int[::1],
    vertex=cython.int,
)
cpdef columns(int[::1] following, int[::1] hosts, int[::1] row_of)

@cython.locals(
    size=cython.int, count=cython.int, total=cython.int, row_of=cython.int[::1], vertex=cython.int, live=cython.int,
    failing=cython.int, arc=cython.int, among=cython.int[::1], begins=cython.int[::1], found=cython.int[::1],
    last=cython.int[::1], row=cython.int,
)
cpdef rows(int[::1] enough, int[::1] starts, int[::1] heads, int[::1] ends, int[::1] following, int[::1] hosts)

@cython.locals(found=cython.int[::1], vertex=cython.int)
cpdef falling(int[::1] following, int[::1] weights, int[::1] column_of, int[::1] counts)

@cython.locals(found=cython.int[::1], at=cython.Py_ssize_t, number=cython.int)
cpdef standing(int[::1] vertex_of, int[::1] watched, int size)

@cython.locals(found=cython.int[::1], place=cython.Py_ssize_t)
cpdef picked(int[::1] values, int[::1] places, int otherwise)

@cython.locals(found=cython.int[::1], at=cython.Py_ssize_t)
cpdef spread(int[::1] values, int[::1] places, int size)

@cython.locals(found=cython.int[::1], vertex=cython.Py_ssize_t)
cpdef certain(int[::1] following, int[::1] hosts)

@cython.locals(found=cython.int[::1], place=cython.Py_ssize_t)
cpdef sums(int[::1] one, int[::1] other)

# cython: language_level=3
# The types of hub.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.locals(standing=cython.int[::1], best=cython.int, number=cython.int, vertex=cython.int)
cpdef int hub_of(int[::1] vertex_of, int size)

@cython.locals(
    down=cython.int[::1], row=cython.int, last=cython.int, changing=cython.int, one=cython.int, failing=cython.int,
    arc=cython.int,
)
cpdef brought_down_by(int[::1] enough, int[::1] starts, int[::1] heads, int[::1] ends, int hub)

@cython.locals(needed=cython.int[::1], row=cython.int, arc=cython.int)
cpdef needed_by(int[::1] enough, int[::1] starts, int[::1] heads, int hub)

@cython.locals(
    order=cython.int[::1], settled=cython.longlong, total=cython.int, fallen=cython.longlong, column=cython.int,
    row=cython.int,
)
cpdef parted(int[::1] columns, int[::1] needed, int[::1] down)

@cython.locals(
    size=cython.int, total=cython.int, among=cython.int[::1], begins=cython.int[::1], found=cython.int[::1], row=cython.int,
    arc=cython.int,
)
cpdef relieved(int[::1] enough, int[::1] starts, int[::1] heads, int[::1] down)

@cython.locals(found=cython.int[::1], place=cython.Py_ssize_t)
cpdef places_of(int[::1] order)

@cython.locals(total=cython.int, row=cython.Py_ssize_t)
cpdef int weight_of(int[::1] down, int[::1] weights)

@cython.locals(row=cython.Py_ssize_t)
cpdef raised(int[::1] down, int[::1] values, int by)

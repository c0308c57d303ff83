# cython: language_level=3
# The types of plain_scalars.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.final
cdef class PlainNode:
    cdef public str id
    cdef public object value
    cdef public str style
    cdef public object flow_style
    cdef public int begin
    cdef public int line
    cdef public int column
    cdef public int end
    cdef public int end_line
    cdef public int end_column

    cdef PlainNode begun(self, str kind, int begin, int line, int column)


cdef class Scanner:
    cdef str text
    cdef dict words
    cdef int at
    cdef int line
    cdef int start
    cdef int size
    cdef int depth
    cdef int flow

    @cython.locals(ended=cython.bint, char=cython.Py_UCS4, found=cython.int)
    cdef bint to_next(self) except -1

    cdef bint is_blank(self, int at) noexcept

    cdef bint is_value(self) noexcept

    cdef PlainNode made(self, str kind)

    @cython.locals(node=PlainNode)
    cdef PlainNode empty(self, int at, int line, int column)

    @cython.locals(node=PlainNode, end=cython.int)
    cdef PlainNode quoted(self, Py_UCS4 quote)

    @cython.locals(node=PlainNode, at=cython.int, end=cython.int, char=cython.Py_UCS4)
    cdef PlainNode plain(self, Py_UCS4 first)

    @cython.locals(following=cython.Py_UCS4)
    cdef bint is_harmless(self, Py_UCS4 first) noexcept

    @cython.locals(word=str)
    cdef PlainNode said(self, PlainNode node, int begin, int end, int after)

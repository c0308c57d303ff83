# cython: language_level=3
# The types of plain_yaml.py where a C compiler makes it an extension; without one this file is not read.
cimport cython

from sosgraph.plain_scalars cimport PlainNode, Scanner


@cython.locals(char=cython.Py_UCS4)
cpdef bint is_usual(str text)


@cython.final
cdef class Reader(Scanner):
    @cython.locals(node=PlainNode)
    cdef tuple roots(self)

    cdef bint is_entry(self) noexcept

    @cython.locals(beyond=cython.bint, column=cython.int)
    cdef PlainNode closed(self, PlainNode node, list value, bint flow)

    cdef int enter(self, bint flow) except -1

    @cython.locals(node=PlainNode)
    cdef PlainNode block_node(self, int indent)

    cdef PlainNode alone(self, PlainNode node, int indent)

    @cython.locals(node=PlainNode, entries=list, column=cython.int)
    cdef PlainNode block_mapping(self, PlainNode key)

    @cython.locals(at=cython.int, line=cython.int, behind=cython.int, ended=cython.bint, column=cython.int)
    cdef PlainNode block_value(self, int indent)

    @cython.locals(
        node=PlainNode, items=list, at=cython.int, line=cython.int, behind=cython.int, ended=cython.bint, column=cython.int,
    )
    cdef PlainNode block_list(self, bint beside)

    @cython.locals(char=cython.Py_UCS4)
    cdef PlainNode inline(self)

    @cython.locals(node=PlainNode, entries=list, key=PlainNode)
    cdef PlainNode flow_mapping(self)

    @cython.locals(node=PlainNode, items=list)
    cdef PlainNode flow_list(self)

    cdef bint is_closing(self, Py_UCS4 bracket) except -1

    cdef int to_comma(self, Py_UCS4 bracket) except -1

# cython: language_level=3
# The types of document.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


cdef class Document:
    cdef public str name
    cdef public str folder
    cdef public str text
    cdef public tuple roots
    cdef public dict entries
    cdef public bint aliased
    cdef public dict _findings
    cdef list _lines
    cdef Py_ssize_t _expansions

    cpdef bint may_expand(self)


@cython.final
cdef class Node:
    cdef readonly Document document
    cdef readonly Node parent
    cdef readonly object key
    cdef readonly object raw
    cdef readonly int depth
    cdef dict _fields
    cdef object _at

    cpdef dict fields(self)

    @cython.locals(child=Node)
    cpdef Node required(self, str key)

    cpdef bint mapping(self)

    cpdef read(self, parse, default)

    cdef bint _list(self)

    @cython.locals(values=list)
    cpdef tuple parsed(self, parse)

    cdef object _parsed(self, key, raw, parse)

    cpdef Node _child(self, key, raw)

    @cython.locals(node=Node)
    cdef bint _may_enter(self, raw)


@cython.locals(fields=dict, entry=tuple)
cdef dict _plain_fields(raw)

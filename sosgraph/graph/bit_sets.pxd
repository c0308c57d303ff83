# cython: language_level=3
# The types of bit_sets.py where a C compiler makes it an extension; without one this file is not read.
cimport cython


@cython.locals(wanted=list, octets=bytearray, bits=object, index=object)
cpdef bit_set(object indices)

cpdef list members(object bits)

@cython.locals(found=list, place=cython.Py_ssize_t, octet=cython.uint, index=cython.Py_ssize_t)
cpdef list places(bytes octets)

@cython.locals(octets=bytes, found=list, place=cython.Py_ssize_t, octet=cython.uint, index=cython.Py_ssize_t)
cpdef list chosen(list values, object bits)

"""The functions of pdfium that are called for every line, word and object of a page, their arguments unchecked.

ctypes compares each argument of a declared function to its type, which takes four times as long as these calls. An
argument is a handle that pdfium gave, a number of C's ``int``, or what ``byref`` gives.
"""

from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_void_p, cast
from typing import Any

from pypdfium2 import raw as pdfium

Call = Callable[..., Any]


def _unchecked(function: Any) -> Call:
    call: Call = PYFUNCTYPE(function.restype)(cast(function, c_void_p).value)  # type: ignore[arg-type]
    return call


char_index = _unchecked(pdfium.FPDFText_GetCharIndexFromTextIndex)
char_matrix = _unchecked(pdfium.FPDFText_GetMatrix)
char_origin = _unchecked(pdfium.FPDFText_GetCharOrigin)
count_rectangles = _unchecked(pdfium.FPDFText_CountRects)
font_size = _unchecked(pdfium.FPDFText_GetFontSize)
loose_char_box = _unchecked(pdfium.FPDFText_GetLooseCharBox)
rectangle = _unchecked(pdfium.FPDFText_GetRect)

object_of_page = _unchecked(pdfium.FPDFPage_GetObject)
object_of_form = _unchecked(pdfium.FPDFFormObj_GetObject)
kind_of_object = _unchecked(pdfium.FPDFPageObj_GetType)
bounds_of_object = _unchecked(pdfium.FPDFPageObj_GetBounds)

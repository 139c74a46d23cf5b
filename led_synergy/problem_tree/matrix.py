"""A matrix of zeros and ones, as people give it, read as links between labels."""

import numbers
from collections.abc import Hashable
from typing import Any

import numpy as np

from .. import terms


def matrix_rows(matrix: Any) -> list[list[Any]]:
    if hasattr(matrix, "to_numpy"):  # iterating over a DataFrame would give its columns
        matrix = matrix.to_numpy()
    try:
        rows = [list(row) for row in matrix]
    except TypeError:
        raise terms.InputError("error.map_matrix", found=type(matrix).__name__) from None
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows):
            raise terms.InputError("error.map_square", rows=len(rows), row=number, cells=len(row))
        for column, cell in enumerate(row, start=1):
            if not (isinstance(cell, numbers.Real | np.bool_) and cell in (0, 1)):
                raise terms.InputError("error.map_cell", row=number, column=column, found=cell)
    return rows


def matrix_labels(labels: Any, rows: int) -> tuple[Hashable, ...]:
    try:
        names = tuple(labels)
        different = len(set(names)) == len(names)
    except TypeError:
        raise terms.InputError("error.map_labels", found=repr(labels)) from None
    if len(names) != rows:
        raise terms.InputError("error.map_label_count", rows=rows, labels=len(names))
    if not different:
        raise terms.InputError("error.map_labels", found=", ".join(map(str, names)))
    return names

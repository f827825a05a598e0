// Kernels that read rows as they came, written once for rows of Double and of Float.

#pragma once

#include "error_bound.h"
#include "lanes.h"

typedef double four_doubles __attribute__((ext_vector_type(4), aligned(8)));
typedef float four_floats __attribute__((ext_vector_type(4), aligned(4)));

/// How many rows ahead memory is told of a row that will be read.
#define PREFETCHED_ROWS 8

/// Stores four rows of four columns as four runs, one for each column.
KERNEL_INLINE void store_transposed(const four_floats row[4], float *firstColumn) {
  const four_floats low01 = __builtin_shufflevector(row[0], row[1], 0, 4, 1, 5);
  const four_floats high01 = __builtin_shufflevector(row[0], row[1], 2, 6, 3, 7);
  const four_floats low23 = __builtin_shufflevector(row[2], row[3], 0, 4, 1, 5);
  const four_floats high23 = __builtin_shufflevector(row[2], row[3], 2, 6, 3, 7);
  four_floats *const column0 = (four_floats *)firstColumn;
  four_floats *const column1 = (four_floats *)(firstColumn + CSEG_TILE_ROWS);
  four_floats *const column2 = (four_floats *)(firstColumn + 2 * CSEG_TILE_ROWS);
  four_floats *const column3 = (four_floats *)(firstColumn + 3 * CSEG_TILE_ROWS);
  *column0 = __builtin_shufflevector(low01, low23, 0, 1, 4, 5);
  *column1 = __builtin_shufflevector(low01, low23, 2, 3, 6, 7);
  *column2 = __builtin_shufflevector(high01, high23, 0, 1, 4, 5);
  *column3 = __builtin_shufflevector(high01, high23, 2, 3, 6, 7);
}

/// An upper bound of the norms of a tile's rows; infinity if one of them is not finite.
KERNEL_INLINE float tile_norm(const float *tile, int64_t columnCount) {
#pragma STDC FP_CONTRACT OFF
  float squares[CSEG_TILE_ROWS];
  for (int row = 0; row < CSEG_TILE_ROWS; row++) squares[row] = lost_squares(columnCount);
  for (int64_t j = 0; j < columnCount; j++)
    for (int row = 0; row < CSEG_TILE_ROWS; row++) {
      const float x = tile[j * CSEG_TILE_ROWS + row];
      squares[row] += x * x;
    }
  float largest = 0;
  for (int row = 0; row < CSEG_TILE_ROWS; row++) {
    if (!(squares[row] < INFINITY)) return INFINITY;
    if (squares[row] > largest) largest = squares[row];
  }
  return sqrtf(largest) * norm_slack(columnCount);
}

/// Whether Float has the scale and the centre of all columns. Then a difference of Floats is rounded to
/// the same Float directly as by way of Double, since 53 >= 2 * 24 + 2 digits (Figueroa 1995,
/// https://doi.org/10.1145/221332.221334), but for what underflows, which error_bound.h has room for, and
/// what overflows, where an infinite norm leaves the row undecided.
KERNEL_INLINE int is_narrow(cseg_frame frame, int64_t columnCount) {
  if (frame.scale != (float)frame.scale) return 0;
  for (int64_t j = 0; j < columnCount; j++)
    if (frame.centre[j] != (float)frame.centre[j]) return 0;
  return 1;
}

#define ELEMENT double
#define FOUR_ELEMENTS four_doubles
#define MAY_BE_NARROW 0
#define ROWS_NAME(name) KERNEL_NAME(name##_doubles)
#include "pack_body.h"
#include "sums_body.h"
#include "survey_body.h"
#undef ELEMENT
#undef FOUR_ELEMENTS
#undef MAY_BE_NARROW
#undef ROWS_NAME

#define ELEMENT float
#define FOUR_ELEMENTS four_floats
#define MAY_BE_NARROW 1
#define ROWS_NAME(name) KERNEL_NAME(name##_floats)
#include "pack_body.h"
#include "sums_body.h"
#include "survey_body.h"
#undef ELEMENT
#undef FOUR_ELEMENTS
#undef MAY_BE_NARROW
#undef ROWS_NAME

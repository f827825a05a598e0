// Rows of Double or Float -> tiles of 64 rows, column by column, in Float.
//
// Centring and scaling happen in Double, so that a year or an amount of 10^9 loses nothing but the
// one rounding to Float of its distance from the centre. Four rows by four columns are transposed
// in registers; what is left over at the right and at the end goes one by one.

#include <math.h>
#include <string.h>

#include "CSegmentationKernels.h"
#include "error_bound.h"

typedef double four_doubles __attribute__((ext_vector_type(4), aligned(8)));
typedef float four_floats __attribute__((ext_vector_type(4), aligned(4)));

/// Stores four rows of four columns as four runs, one for each column.
static inline void store_transposed(const four_floats row[4], float *firstColumn) {
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
static float tile_norm(const float *tile, int64_t columnCount) {
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

#define ELEMENT double
#define FOUR_ELEMENTS four_doubles
#define PACK_NAME cseg_pack_doubles
#include "pack_body.h"

#define ELEMENT float
#define FOUR_ELEMENTS four_floats
#define PACK_NAME cseg_pack_floats
#include "pack_body.h"

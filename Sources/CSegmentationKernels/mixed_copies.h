// Rows that are looked at alone, copied to tiles of their own: in Float to be screened, in Double to be
// decided.

#pragma once

#include "mixed_screen.h"

#include "mixed_exact.h"

/// Rows that were copied: tiles of their own, in Float and in Double.
typedef struct {
  screened_tile screened;
  exact_rows exact;
} row_copies;

MIXED_INLINE screened_tile tile_at(const cseg_mixed_rows *rows, int64_t start) {
  return (screened_tile){
      .numbers = rows->tiles + start * rows->numberCount,
      .presence = rows->presence ? rows->presence + start * rows->numberCount : 0,
      .categories = rows->categories, .row = start,
      .numberCount = rows->numberCount, .categoryCount = rows->categoryCount,
  };
}

/// Divides scratch memory, whose size cseg_mixed_scratch_size tells.
static row_copies copies_in(void *scratch, const cseg_mixed_rows *rows) {
  const int64_t width = rows->numberCount, depth = rows->categoryCount;
  memset(scratch, 0, (size_t)cseg_mixed_scratch_size(width, depth));
  double *const doubles = scratch;
  float *const floats = (float *)(doubles + 2 * TILE * width);
  cseg_codes *const categories = (cseg_codes *)(floats + 2 * TILE * width);
  uint8_t *const codes = (uint8_t *)(categories + 2 * depth);
  for (int64_t column = 0; column < 2 * depth; column++) {
    categories[column] = rows->categories[column % depth];
    categories[column].codes = codes + column * TILE * 4;
  }
  return (row_copies){
      .screened = {.numbers = floats, .presence = rows->presence ? floats + TILE * width : 0,
                   .categories = categories, .numberCount = width, .categoryCount = depth},
      .exact = {.numbers = doubles, .presence = rows->presence ? doubles + TILE * width : 0,
                .categories = categories + depth, .numberCount = width, .categoryCount = depth},
  };
}

/// Copies the codes of some rows of a tile behind `place` others.
MIXED_INLINE void copy_codes(const cseg_mixed_rows *rows, int64_t start, const int *lanesOfRows,
                             int count, int place, const cseg_codes *to) {
#define COPY_CODES(type)                                                               \
  for (int lane = 0; lane < count; lane++)                                             \
    ((type *)to[column].codes)[place + lane] = ((const type *)codes)[start + lanesOfRows[lane]]
  for (int64_t column = 0; column < rows->categoryCount; column++) {
    const void *const codes = rows->categories[column].codes;
    switch (to[column].width) {
    case 1: COPY_CODES(uint8_t); break;
    case 2: COPY_CODES(uint16_t); break;
    default: COPY_CODES(uint32_t);
    }
  }
#undef COPY_CODES
}

/// Copies a row in Double.
static void copy_exactly(const cseg_mixed_rows *rows, int64_t row, int lane,
                         const row_copies *copies) {
  const int64_t width = rows->numberCount;
  const double *const numbers = rows->original + row * width;
  double *const target = (double *)copies->exact.numbers + lane;
  for (int64_t j = 0; j < width; j++) target[j * TILE] = numbers[j] * rows->scales[j];
  if (rows->presence) {
    const float *const presence = rows->presence + row / TILE * TILE * width + row % TILE;
    double *const present = (double *)copies->exact.presence + lane;
    for (int64_t j = 0; j < width; j++) present[j * TILE] = presence[j * TILE];
  }
  const int first = 0;
  copy_codes(rows, row, &first, 1, lane, copies->exact.categories);
}

/// Copies some rows of a tile behind `place` others, in Float as they were packed.
static void copy_rows(const cseg_mixed_rows *rows, int64_t start, const int *lanesOfRows, int count,
                      int place, const row_copies *copies) {
  const int64_t width = rows->numberCount;
  const float *const presence = rows->presence ? rows->presence + start * width : 0;
  for (int lane = 0; lane < count; lane++) {
    const int64_t row = start + lanesOfRows[lane];
    const double *const numbers = rows->original + row * width;
    float *const target = (float *)copies->screened.numbers + place + lane;
    for (int64_t j = 0; j < width; j++)
      target[j * TILE] = (float)((numbers[j] * rows->scales[j] - rows->centre[j]) * rows->unit);
    if (!presence) continue;
    float *const present = (float *)copies->screened.presence + place + lane;
    for (int64_t j = 0; j < width; j++) {
      present[j * TILE] = presence[j * TILE + lanesOfRows[lane]];
      target[j * TILE] *= present[j * TILE];
    }
  }
  copy_codes(rows, start, lanesOfRows, count, place, copies->screened.categories);
}

/// Tells memory which rows of a tile will be copied.
MIXED_INLINE void announce_rows(const cseg_mixed_rows *rows, int64_t start, uint64_t doubt) {
  const int64_t width = rows->numberCount;
  for (int64_t column = 0; column < rows->categoryCount; column++) {
    const cseg_codes *const codes = rows->categories + column;
    __builtin_prefetch((const uint8_t *)codes->codes + start * codes->width);
  }
  for (; doubt != 0; doubt &= doubt - 1) {
    const double *const numbers = rows->original + (start + __builtin_ctzll(doubt)) * width;
    for (int64_t column = 0; column < width; column += 8) __builtin_prefetch(numbers + column);
    if (width > 0) __builtin_prefetch(numbers + width - 1);
  }
}

// Gower's dissimilarity of one row to others, one tile of 64 rows after the other. The loops over the
// rows of a tile are plain; the compiler turns each into vectors of the instruction set it compiles for.

#pragma once

#include "GowerKernels.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

#define EACH_ROW for (int row = 0; row < CSEG_GOWER_TILE; row++)
#define GOWER_INLINE static inline __attribute__((always_inline))

/// Adds a number column: to `sums` the differences, to `totals` what the column counts. Without
/// `totals`, nothing is missing.
GOWER_INLINE void GOWER_NAME(add_numbers)(const double *values, double own, double weight,
                                          double factor, double *sums, double *totals) {
  if (!totals) {
    EACH_ROW sums[row] += fabs(values[row] - own) * factor;
    return;
  }
  EACH_ROW {
    const double part = fabs(values[row] - own) * factor;
    sums[row] += part == part ? part : 0;
    totals[row] += part == part ? weight : 0;
  }
}

#define ADD_CATEGORY(type)                                                                      \
  GOWER_INLINE void GOWER_NAME(add_##type)(const cseg_gower_category *column, int64_t start,    \
                                           uint32_t code, double *sums, double *totals) {       \
    const type *const codes = (const type *)column->codes + start;                              \
    const type own = (type)code, gap = (type)-1;                                                \
    const double weight = column->weight, factor = column->factor;                              \
    if (column->kind == CSEG_GOWER_ORDERED) {                                                   \
      EACH_ROW sums[row] +=                                                                     \
          codes[row] == gap ? 0 : fabs((double)codes[row] - (double)own) * factor;              \
    } else {                                                                                    \
      EACH_ROW sums[row] += codes[row] == gap || codes[row] == own ? 0 : weight;                \
    }                                                                                           \
    if (!totals) return;                                                                        \
    if (column->kind == CSEG_GOWER_ASYMMETRIC && own == 0) {                                    \
      EACH_ROW totals[row] += codes[row] == gap || codes[row] == 0 ? 0 : weight;                \
    } else {                                                                                    \
      EACH_ROW totals[row] += codes[row] == gap ? 0 : weight;                                   \
    }                                                                                           \
  }

ADD_CATEGORY(uint8_t)
ADD_CATEGORY(uint16_t)
ADD_CATEGORY(uint32_t)

/// Adds a column of sets: the part of the options of either row that only one of them has. Two empty
/// sets are alike.
static void GOWER_NAME(add_set)(const cseg_gower_set *set, int64_t start, int64_t ownRow,
                                double *sums, double *totals) {
  const uint64_t *const own = set->words + ownRow * set->wordCount;
  EACH_ROW {
    if (set->gaps && set->gaps[start + row]) continue;
    const uint64_t *const other = set->words + (start + row) * set->wordCount;
    int64_t common = 0, all = 0;
    for (int64_t word = 0; word < set->wordCount; word++) {
      common += __builtin_popcountll(own[word] & other[word]);
      all += __builtin_popcountll(own[word] | other[word]);
    }
    if (all > 0) sums[row] += set->weight * ((double)(all - common) / (double)all);
    if (totals) totals[row] += set->weight;
  }
}

/// The code of a row; the largest number of all widths for a gap.
static inline uint32_t GOWER_NAME(code)(const cseg_gower_category *column, int64_t row) {
  if (column->width == 1) {
    const uint8_t code = ((const uint8_t *)column->codes)[row];
    return code == UINT8_MAX ? UINT32_MAX : code;
  }
  if (column->width == 2) {
    const uint16_t code = ((const uint16_t *)column->codes)[row];
    return code == UINT16_MAX ? UINT32_MAX : code;
  }
  return ((const uint32_t *)column->codes)[row];
}

static inline double GOWER_NAME(number)(const cseg_gower_rows *rows, int64_t row, int64_t column) {
  const int64_t tile = row / CSEG_GOWER_TILE, lane = row % CSEG_GOWER_TILE;
  return rows->numbers[(tile * rows->numberCount + column) * CSEG_GOWER_TILE + lane];
}

void GOWER_NAME(cseg_gower)(const cseg_gower_rows *rows, int64_t ownRow, int64_t firstTile,
                            int64_t tileCount, double *dissimilarities) {
  double common = 0;
  for (int64_t column = 0; column < rows->numberCount; column++)
    common += rows->numberWeights[column];
  for (int64_t column = 0; column < rows->categoryCount; column++)
    common += rows->categories[column].weight;
  for (int64_t column = 0; column < rows->setCount; column++) common += rows->sets[column].weight;
  for (int64_t tile = firstTile; tile < firstTile + tileCount; tile++) {
    const int64_t start = tile * CSEG_GOWER_TILE;
    double sums[CSEG_GOWER_TILE] = {0}, counts[CSEG_GOWER_TILE] = {0};
    double *const totals = rows->isComplete ? 0 : counts;
    for (int64_t column = 0; column < rows->numberCount; column++) {
      const double own = GOWER_NAME(number)(rows, ownRow, column);
      if (own != own) continue;
      GOWER_NAME(add_numbers)(rows->numbers + start * rows->numberCount + column * CSEG_GOWER_TILE,
                              own, rows->numberWeights[column], rows->numberFactors[column], sums,
                              totals);
    }
    for (int64_t column = 0; column < rows->categoryCount; column++) {
      const cseg_gower_category *const category = rows->categories + column;
      const uint32_t own = GOWER_NAME(code)(category, ownRow);
      if (own == UINT32_MAX) continue;
      if (category->width == 1)
        GOWER_NAME(add_uint8_t)(category, start, own, sums, totals);
      else if (category->width == 2)
        GOWER_NAME(add_uint16_t)(category, start, own, sums, totals);
      else
        GOWER_NAME(add_uint32_t)(category, start, own, sums, totals);
    }
    for (int64_t column = 0; column < rows->setCount; column++) {
      const cseg_gower_set *const set = rows->sets + column;
      if (!set->gaps || !set->gaps[ownRow])
        GOWER_NAME(add_set)(set, start, ownRow, sums, totals);
    }
    if (totals)
      EACH_ROW dissimilarities[row] = sums[row] / totals[row];
    else
      EACH_ROW dissimilarities[row] = sums[row] / common;
    dissimilarities += CSEG_GOWER_TILE;
  }
}

#undef EACH_ROW
#undef ADD_CATEGORY

// The SIMD kernel of Gower's dissimilarity.
//
// Rows are cut into tiles of 64, column by column inside a tile. All arithmetic is in Double, in one
// order and without fused multiply-add: every instruction set gives the same bits.
//
//   gower_body.h  the kernel, written once
//   gower_*.c     the same, compiled for each instruction set; gower.c also says which of them runs

#ifndef GOWERKERNELS_H
#define GOWERKERNELS_H

#include <stdint.h>

#define CSEG_GOWER_TILE 64

// How the codes of a category are compared.
#define CSEG_GOWER_NOMINAL 0
#define CSEG_GOWER_ORDERED 1
#define CSEG_GOWER_ASYMMETRIC 2

typedef struct {
  /// A code a row, of 1, 2 or 4 bytes, padded to whole tiles. A gap is the largest number of the width.
  const void *codes;
  int32_t width;
  int32_t kind;
  /// What the column counts, and what a step between ordered codes adds.
  double weight, factor;
} cseg_gower_category;

/// A column of sets, compared by Jaccard's distance.
typedef struct {
  /// For each row `wordCount` words, a bit an option, padded to whole tiles.
  const uint64_t *words;
  /// For each row 1 where there is no set, padded to whole tiles; NULL when all rows have one.
  const uint8_t *gaps;
  int64_t wordCount;
  double weight;
} cseg_gower_set;

typedef struct {
  /// Tile after tile, in a tile column after column of 64 numbers; NaN is a gap.
  const double *numbers;
  /// What each number column counts, and what a difference of 1 adds.
  const double *numberWeights, *numberFactors;
  const cseg_gower_category *categories;
  const cseg_gower_set *sets;
  int64_t numberCount, categoryCount, setCount;
  /// Whether all pairs of rows share all columns: nothing is missing or asymmetric.
  int32_t isComplete;
} cseg_gower_rows;

/// Writes the dissimilarity of a row to each row of some tiles; NaN where they share no column.
void cseg_gower(int32_t instructionSet, const cseg_gower_rows *rows, int64_t row, int64_t firstTile,
                int64_t tileCount, double *dissimilarities);

#endif

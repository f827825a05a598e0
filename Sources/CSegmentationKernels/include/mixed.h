// Nearest prototypes of rows of numbers and categories (k-prototypes, k-modes).
//
//   mixed_screen.h     tile x prototypes -> best scores in Float, and rows too close to call
//   mixed_exact.h      tile x prototypes -> nearest prototypes in Double
//   mixed_counts.h     where categories differ, counted in bytes
//   mixed_copies.h     rows in doubt     -> tiles of their own
//   mixed_following.h  gaps of the rows  -> rows that moved, looking only at those that may have
//   mixed_body.h       the files above, compiled once for each instruction set
//
// Rows are cut into tiles of 64. Float decides where it can be trusted, and rows that it leaves open are
// looked at in Double, in one order and without fused multiply-add: every instruction set gives the
// same bits.

#ifndef CSEGMENTATIONKERNELS_MIXED_H
#define CSEGMENTATIONKERNELS_MIXED_H

#include <stdint.h>

#include "centers.h"
#include "changes.h"

#define CSEG_MIXED_TILE 64

/// A category column: a code a row, of 1, 2 or 4 bytes, padded to whole tiles. A gap is the largest
/// number of the width.
typedef struct {
  const void *codes;
  int32_t width;
  int32_t hasGaps;
} cseg_codes;

typedef struct {
  /// The numbers, row after row, and what each column is multiplied with.
  const double *original;
  const double *scales;
  /// The same less `centre`, the middle of each column, times `unit`: tile after tile, in a tile column
  /// after column of 64 numbers; 0 in the place of a gap.
  const float *tiles;
  const double *centre;
  /// In the same order 1 for a number, 0 for a gap; NULL when there are no gaps.
  const float *presence;
  const cseg_codes *categories;
  int64_t rowCount;
  int64_t numberCount;
  int64_t categoryCount;
  /// A power of two.
  double unit;
} cseg_mixed_rows;

typedef struct {
  int64_t count;
  /// prototypes x numbers.
  const double *centers;
  /// categories x prototypes: the mode, and what a row that has it adds; `matches` may be NULL, then
  /// that is nothing.
  const uint32_t *modes;
  const double *matches;
  /// For each category, what a row that does not have the mode adds.
  const double *mismatches;
  /// The same for Float: centers packed as the tiles are, and half of what is added, in squares of their
  /// unit. `halfReach` is an upper bound of what all categories together add of it.
  cseg_centers packed;
  const float *halfMatches;
  const float *halfMismatches;
  float halfReach;
} cseg_prototypes;

/// Packs some tiles: numbers times `scales`, less `centre`, times `unit`.
///
/// `gaps` has a byte for each number, 1 for a gap, or is NULL; then `presence` is not written.
void cseg_pack_mixed(const double *original, const double *scales, const double *centre, double unit,
                     const uint8_t *gaps, int64_t rowCount, int64_t numberCount, int64_t firstTile,
                     int64_t tileCount, float *tiles, float *presence);

/// How many bytes of scratch memory, which begins on a multiple of 16, the functions below need.
int64_t cseg_mixed_scratch_size(int64_t numberCount, int64_t categoryCount);

/// Finds the nearest prototype of each row of some tiles, of equally near ones the lowest.
///
/// `labels` and `distances` have room for whole tiles and start with the first of these tiles.
void cseg_nearest_prototypes(int32_t instructionSet, const cseg_mixed_rows *rows,
                             int64_t firstTile, int64_t tileCount,
                             const cseg_prototypes *prototypes, void *scratch, int32_t *labels,
                             double *distances);

/// What is known of rows from the passes before.
typedef struct {
  /// For each row, with room for whole tiles, a lower bound of the root of its dissimilarity to the
  /// second nearest prototype less that to the nearest, times `unit`, when it was last looked at, less
  /// what prototypes have moved since; 0 or less when nothing is known. Updated.
  float *gaps;
  /// For each prototype, an upper bound of how much smaller the gaps of its rows may be than in the
  /// pass before.
  const float *drifts;
} cseg_mixed_gaps;

/// Gives each of `rowCount` rows, of which the first begins a tile, the label of its nearest
/// prototype, of equally near ones the lowest, and lists the rows that had another one.
///
/// `labels` begins with the first of these rows. `gaps` may be NULL; when it is not, only rows whose
/// gap does not prove their label are looked at, and `gaps` begins with the first of the rows, too.
/// No gaps can be kept with `matches`.
void cseg_follow_prototypes(int32_t instructionSet, const cseg_mixed_rows *rows,
                            int64_t firstTile, int64_t rowCount, const cseg_prototypes *prototypes,
                            const cseg_mixed_gaps *gaps, void *scratch, int32_t *labels,
                            cseg_changes *changes);

#endif

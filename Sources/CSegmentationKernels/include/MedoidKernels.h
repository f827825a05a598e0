// The SIMD kernels of the search for medoids.
//
// Rows are sorted by their nearest medoid and packed in tiles of 32, column by column inside a tile, as
// their differences to it; within a medoid's rows, those come first that a far candidate may be near to.
// A lane without a row is 0 throughout.
//
//   medoids_body.h      the kernels, written once
//   medoids_*.c         the same, compiled for each instruction set
//   medoids_dispatch.c  which of them runs
//
// Float finds candidates for a swap, the caller decides in Double. `cseg_swap_changes` is all Double
// and in the order of the rows: the same bits on every machine.

#ifndef MEDOIDKERNELS_H
#define MEDOIDKERNELS_H

#include <stdint.h>

/// Rows in a tile.
#define CSEG_MEDOID_TILE 32

/// Candidates that are looked at together.
#define CSEG_MEDOID_CANDIDATES 4

// How a distance follows from the differences of coordinates.
#define CSEG_ROOT_OF_SQUARES 0
#define CSEG_SUM_OF_SQUARES 1
#define CSEG_SUM_OF_MAGNITUDES 2

/// Packed rows.
///
/// A distance is summed up from its start: what the row and the candidate each begin it with. For squares
/// these are the squares of their distances to the medoid, and twice the product of coordinates is taken
/// away; for magnitudes, differences are added. All are made a little smaller than they are, by more than
/// Float rounds, so that no distance comes out larger than it is.
typedef struct {
  const float *tiles;
  /// For each lane of each tile a start, the distances to the nearest two medoids, and a weight;
  /// `weights` may be NULL for rows that all count once.
  const float *starts, *nearest, *second, *weights;
  int64_t columnCount;
} cseg_medoid_rows;

/// Candidates, four after four, as their differences to the medoid of the rows that they pass over.
typedef struct {
  /// For each four, column by column their coordinates (twice these, for squares).
  const float *coordinates;
  const float *starts;
  /// For each four the end of the tiles that they pass over; descending.
  const int64_t *ends;
  int64_t groupCount;
} cseg_medoid_candidates;

/// For each of four candidates, sums of distances to rows.
typedef struct {
  double nearest[CSEG_MEDOID_CANDIDATES], second[CSEG_MEDOID_CANDIDATES];
} cseg_capped_sums;

/// Sums over the rows of some tiles, weighted, the distance to each candidate capped at the row's
/// distance to its nearest medoid, and capped at that to its second.
///
/// `sums` has one element for each four candidates, which is set.
void cseg_sum_capped(int32_t instructionSet, const cseg_medoid_rows *rows, int32_t distance,
                     int64_t firstTile, const cseg_medoid_candidates *candidates,
                     cseg_capped_sums *sums);

/// Adds what it would change to swap medoids for a candidate, given its distance to each row.
///
/// A row that is nearer to the candidate than to its second medoid adds to `shared` what it gains
/// whichever medoid goes, and to `changes` at its label what the loss of its medoid then costs less.
/// Where `second` is NULL there is only one medoid, which all rows leave for the candidate.
/// Returns the first row with a distance that is NaN, and -1 when there is none.
int64_t cseg_swap_changes(int32_t instructionSet, const double *distances, const double *nearest,
                          const double *second, const int32_t *labels, const double *weights,
                          int64_t rowCount, double *changes, double *shared);

#endif

// The SIMD kernels of the fused k-means engine.
//
// A map of the folder, in the order in which data passes through it:
//
//   memory.c          large pages for the packed copy, pages of mapped files
//   pack_body.h       rows of Double or Float -> tiles of 64 rows, column by column, in Float
//   centers.c         centers in Double       -> a panel that the scan reads front to back
//   center_blocks.h   how the panel is cut into blocks that fit the registers
//   lanes.h           vectors as wide as the instruction set has them
//   score_body.h      tile x panel            -> each row's best scores, in registers
//   assign_body.h     best scores             -> moved rows, and rows too close to call
//   bounded_body.h    gaps of the rows        -> the same, for the rows that may have moved alone
//   nearest_body.h    best scores             -> the two nearest centers of each row
//   error_bound.h     what "too close to call" means, and why that is sound
//   nearest_exact.c   rows too close to call  -> nearest centers in Double
//   sums_body.h       moved rows              -> sums in Double, objective in Double
//   survey_body.h     all rows                -> means and spread in Double, before anything else
//   seeding_body.h    new seeds               -> distances to the nearest seed, potentials
//   kernels_*.c       the files above that depend on the instruction set, compiled once for each
//   dispatch.c        which of them runs
//
// rows_body.h and nearest_exact.c take in what is written once for rows of Double and Float.
//
// What differs between instruction sets is the Float score only, and a row whose Float score
// could mislead is reported and scored again in Double. All other arithmetic is done in one order
// and without fused multiply-add, so that labels, sums and seeds have the same bits everywhere.
//
// No function allocates, keeps state or fails. The caller owns all memory and has checked shapes.

#ifndef CSEGMENTATIONKERNELS_H
#define CSEGMENTATIONKERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "centers.h"
#include "changes.h"
#include "mixed.h"
#include "HierarchyKernels.h"
#include "SpanningKernels.h"
#include "MedoidKernels.h"
#include "GowerKernels.h"

/// Rows in a tile. A tile is `columnCount` runs of this many floats, one run for each column.
#define CSEG_TILE_ROWS 64

/// Most seeds that one seeding pass measures.
#define CSEG_SEED_LIMIT 32

// Instruction sets.
#define CSEG_BASELINE 0
#define CSEG_AVX2 1
#define CSEG_AVX512 2
#define CSEG_NEON 3

/// Whether this build has the instruction set's kernels and this processor can run them.
int32_t cseg_is_available(int32_t instructionSet);

/// Rows packed for scanning.
typedef struct {
  /// `ceil(rowCount / 64)` tiles; the rows that fill up the last tile are zero.
  const float *tiles;
  /// For each tile an upper bound of its rows' Euclidean norms, or infinity.
  const float *tileNorms;
  int64_t rowCount;
  int64_t columnCount;
} cseg_rows;

/// Where the coordinates of packed rows come from: packed = (original - centre) * scale.
typedef struct {
  /// One number for each column.
  const double *centre;
  /// A power of two.
  double scale;
} cseg_frame;

// MARK: Packing

/// The bytes of a large page.
#define CSEG_LARGE_PAGE (1 << 21)

/// Asks for large pages where a big piece of fresh memory can have them. It holds no data yet.
void cseg_prefer_large_pages(void *address, size_t byteCount);

/// Touches each page of mapped memory, so that it is there when it is needed.
void cseg_load_pages(const void *address, size_t byteCount);

/// Packs `rowCount` rows, which start on a tile's border, and bounds the norm of each tile's rows.
void cseg_pack_doubles(int32_t instructionSet, const double *rows, int64_t rowCount,
                       int64_t columnCount, cseg_frame frame, float *tiles, float *tileNorms);

/// The same for rows of Float.
void cseg_pack_floats(int32_t instructionSet, const float *rows, int64_t rowCount,
                      int64_t columnCount, cseg_frame frame, float *tiles, float *tileNorms);

/// Packs `count` rows of centers, at least 1.
///
/// `coordinates` has room for `count * columnCount` floats, `halfSquares` for `count`.
cseg_centers cseg_pack_centers(const double *centers, int64_t count, int64_t columnCount,
                               cseg_frame frame, float *coordinates, float *halfSquares);

// MARK: Assigning rows to centers

/// Gives each row of some tiles the label of its nearest center.
///
/// `labels` belongs to the first row of the first tile. A row that is undecided keeps its label;
/// each other row gets the label that arithmetic in Double would give, ties to the lowest index.
void cseg_assign(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                 int64_t tileCount, const cseg_centers *centers, int32_t *labels,
                 cseg_changes *changes);

/// What is known of rows from the passes before.
typedef struct {
  /// For each row, with room for whole tiles, a lower bound of how much farther its second nearest
  /// center is than its nearest, in the packed scale, when it was last looked at, less what centers
  /// have moved since; 0 or less when nothing is known. Updated.
  float *gaps;
  /// For each center, an upper bound of how much smaller the gaps of its rows may be than in the pass
  /// before.
  const float *drifts;
  /// The rows as they came, of the first row of the first tile on, in Double or in Float; both null
  /// where they are not in memory.
  const double *doubles;
  const float *floats;
  /// How these became the packed rows.
  cseg_frame frame;
  /// Scratch memory for a tile.
  float *copied;
} cseg_gaps;

/// Does what `cseg_assign` does, and looks only at the rows whose gap does not prove their label.
void cseg_assign_bounded(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                         int64_t tileCount, const cseg_centers *centers, const cseg_gaps *gaps,
                         int32_t *labels, cseg_changes *changes);

/// Finds the nearest two centers of each row of some tiles.
///
/// `first` and `second` belong to the first row of the first tile; with one center, `second` is -1.
/// Rows whose nearest, second or third center are too close to call are listed in `undecidedRows`
/// (room for the rows of all tiles), their labels are the Float arithmetic's.
/// Returns the number of undecided rows.
int64_t cseg_nearest_two(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                         int64_t tileCount, const cseg_centers *centers, int32_t *first,
                         int32_t *second, int32_t *undecidedRows);

// MARK: In Double
//
// What reads rows as they came takes an instruction set too; it has the same bits for each.

/// The nearest two centers of one row by direct differences, summed column by column. Coordinates
/// are multiplied by `scale`, a power of two, before they are squared.
typedef struct {
  double squaredDistance, secondSquaredDistance;
  int32_t label, secondLabel;
} cseg_nearest;

cseg_nearest cseg_nearest_exact_doubles(const double *row, const double *centers, int64_t count,
                                        int64_t columnCount, double scale);
cseg_nearest cseg_nearest_exact_floats(const float *row, const double *centers, int64_t count,
                                       int64_t columnCount, double scale);

/// Sums of rows and of weights for each cluster, around a centre.
typedef struct {
  /// `clusterCount * columnCount` sums of weight * (row - centre).
  double *sums;
  /// `clusterCount` sums of weights.
  double *masses;
  /// `clusterCount` numbers of rows that do not have the weight 0.
  int64_t *counts;
  const double *centre;
  int64_t columnCount;
} cseg_sums;

/// Adds each row to the sums of its cluster. `weights` may be null: all 1. Rows with a label
/// below 0 are left out.
void cseg_add_doubles(int32_t instructionSet, const cseg_sums *sums, const double *rows,
                      const double *weights, const int32_t *labels, int64_t rowCount);
void cseg_add_floats(int32_t instructionSet, const cseg_sums *sums, const float *rows,
                     const double *weights, const int32_t *labels, int64_t rowCount);

/// Takes listed rows out of their former clusters and adds them to those that `labels` says.
void cseg_move_doubles(int32_t instructionSet, const cseg_sums *sums, const double *rows,
                       const double *weights, const int32_t *labels, const int32_t *movedRows,
                       const int32_t *formerLabels, int64_t movedCount);
void cseg_move_floats(int32_t instructionSet, const cseg_sums *sums, const float *rows,
                      const double *weights, const int32_t *labels, const int32_t *movedRows,
                      const int32_t *formerLabels, int64_t movedCount);

/// Adds each row's weighted squared distance from its center to `within[label]`.
void cseg_within_doubles(int32_t instructionSet, const double *rows, const double *weights,
                         const int32_t *labels, int64_t rowCount, const double *centers,
                         int64_t columnCount, double *within);
void cseg_within_floats(int32_t instructionSet, const float *rows, const double *weights,
                        const int32_t *labels, int64_t rowCount, const double *centers,
                        int64_t columnCount, double *within);

// MARK: Surveying

/// Adds weight * (row - centre) to the `columnCount` sums, and weight * (row - centre)^2 to the
/// squares. `weights` may be null: all 1.
void cseg_survey_doubles(int32_t instructionSet, const double *rows, const double *weights,
                         int64_t rowCount, int64_t columnCount, const double *centre, double *sums,
                         double *squares);
void cseg_survey_floats(int32_t instructionSet, const float *rows, const double *weights,
                        int64_t rowCount, int64_t columnCount, const double *centre, double *sums,
                        double *squares);

/// Widens floats.
void cseg_widen(const float *floats, int64_t count, double *doubles);

// MARK: Seeding

/// Measures some tiles' rows against new seeds.
///
/// `distances` holds each row's squared distance from its nearest seed so far, in the packed scale,
/// and belongs to the first row of the first tile; it has room for whole tiles. When `settled`
/// (a packed seed: `columnCount` floats) is not null, it becomes a seed first. Then
/// `potentials[s]` becomes the sum over rows of weight * min(distance so far, distance from
/// `candidates[s]`), for `candidateCount` packed seeds, at most CSEG_SEED_LIMIT.
/// `weights` may be null: all 1. Returns the sum of weight * distance so far.
double cseg_seed(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                 int64_t tileCount, const float *settled, const float *candidates,
                 int64_t candidateCount, const double *weights, float *distances,
                 double *potentials);

/// Takes in `seedCount` packed seeds, numbered from `firstSeed` on, as seeds of some tiles' rows.
///
/// `distances` and `weights` are as above; `owners` holds a number for each row, of the first row of
/// the first tile on, and gets that of the seed where one is closer than all before, of those equally
/// close the lowest. Returns the sum of weight * distance.
double cseg_settle(int32_t instructionSet, const cseg_rows *rows, int64_t firstTile,
                   int64_t tileCount, const float *seeds, int64_t seedCount, int32_t firstSeed,
                   const double *weights, float *distances, int32_t *owners);

#endif

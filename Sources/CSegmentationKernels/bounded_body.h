// Gaps -> rows that may have another nearest center, and best scores of those alone.
//
// A row's gap is a lower bound of how much farther its second nearest center is than its nearest. When
// centers move, the gap of a row shrinks by no more than its own center and the fastest of the others
// have moved (the triangle inequality), and as long as something is left of it the row keeps its label
// and is not looked at. Hamerly 2010, https://doi.org/10.1137/1.9781611972801.12, keeps two bounds a
// row; their difference is all that decides.
//
// The other rows are packed again as tiles of their own, from the rows as they came where these are in
// memory: there a row is a few lines of the cache, in a tile it is one line for each column. A tile of
// which most rows are in doubt is scanned where it is.
//
// With scores s1 <= s2 of the two nearest centers (see error_bound.h), their distances d1 and d2 have
//
//     d2 - d1 = 2 (s2 - s1) / (d1 + d2).
//
// Both scores may be off by the bound for the largest norm among the centers: it is taken from the
// difference, and given to the distances. What Double makes of distances is off by less than 2^-38 of
// them for up to 30,000 columns; a gap is made smaller by 2^-34 of them, so that as long as it lasts
// Double would agree with the label. Where a bound is infinite or a value not a number, the gap is not
// positive, and the row is looked at in the next pass again.

#pragma once

#include "assign_body.h"
#include "rows_body.h"

/// Tiles whose rows are listed together.
#define LISTED_TILES 64

/// The moves of a pass over LISTED_TILES tiles, until they are listed in order.
typedef struct {
  int32_t formerLabels[LISTED_TILES * CSEG_TILE_ROWS];
  /// One bit for each row of a tile.
  uint64_t moved[LISTED_TILES], undecided[LISTED_TILES];
} listed_moves;

/// Rows that are scanned together, and where what is found goes.
typedef struct {
  const cseg_centers *centers;
  const error_bound *bound;
  int64_t columnCount;
  int32_t *labels;
  float *gaps;
  listed_moves *moves;
} bounded_pass;

/// Takes from the gaps of a tile's rows what the centers have moved; one bit for each row that has
/// nothing left.
KERNEL_INLINE uint64_t rows_in_doubt(float *gaps, const int32_t *labels, const float *drifts,
                                     int64_t rowCount) {
  float drift[CSEG_TILE_ROWS] = {0};
  for (int64_t row = 0; row < rowCount; row++) drift[row] = drifts[labels[row] < 0 ? 0 : labels[row]];
  uint64_t doubt = 0;
  // A gap has room for whole tiles.
  for (int row = 0; row < CSEG_TILE_ROWS; row += KERNEL_LANES) {
    const lanes left = (lanes_at(gaps + row) - lanes_at(drift + row)) * (1 - 0x1p-22f);
    memcpy(gaps + row, &left, sizeof left);
    doubt |= bits_of(~(left > 0)) << row;
  }
  return rowCount < CSEG_TILE_ROWS ? doubt & ((1ull << rowCount) - 1) : doubt;
}

/// The gaps that the rows of one vector have after a scan.
KERNEL_INLINE lanes new_gaps(lanes best, lanes second, lanes norms, const error_bound *bound) {
  const float reach = bound->largestNorm;
  const lanes error =
      bound->ofFloat * reach * (norms + 0.5f * reach) + bound->ofUnderflow * (1 + norms + reach);
  const lanes squares = norms * norms + error, zero = (lanes)0;
  const lanes nearer = best + best + squares, farther = second + second + squares;
  const lanes distances = __builtin_elementwise_sqrt(nearer > zero ? nearer : zero) +
                          __builtin_elementwise_sqrt(farther > zero ? farther : zero);
  const lanes difference = second - best - error;
  return (difference + difference) / distances * (1 - 0x1p-20f) - distances * 0x1p-34f;
}

/// Which rows of one vector have a gap that does not prove their label.
KERNEL_INLINE uint64_t undecided_in_vector(lanes gaps, lanes norms, const error_bound *bound) {
  const lanes reachable = 2.01f * norms + 1.01f * bound->smallestNorm;
  const lanes reach = smaller(reachable, (lanes)bound->largestNorm), both = norms + reach;
  const lanes needed = bound->ofFloat * reach * (norms + 0.5f * reach) +
                       bound->ofDouble * both * both + bound->ofUnderflow * (1 + both);
  return bits_of(~((gaps > needed) & (norms <= LARGEST_SAFE_NORM)));
}

/// Scans the first `count` rows of a tile, whose numbers in the pass are listed.
static void scan_listed(const bounded_pass *pass, const float *tile, const float *nextTile,
                        const int32_t *rows, int count) {
  for (int strip = 0; strip < count; strip += STRIP_ROWS) {
    strip_winners winners;
    scan_strip(tile + strip, nextTile + strip, pass->columnCount, pass->centers, NEAREST_AND_GAP,
               &winners);
    float norms[STRIP_ROWS], gaps[STRIP_ROWS];
    int32_t labels[STRIP_ROWS];
    strip_norms(tile + strip, pass->columnCount, norms);
    uint64_t undecided = 0;
    for (int v = 0; v < KERNEL_STRIP; v++) {
      const lanes norm = lanes_at(norms + v * KERNEL_LANES);
      undecided |= undecided_in_vector(winners.second[v] - winners.best[v], norm, pass->bound)
                   << (v * KERNEL_LANES);
      const lanes gap = new_gaps(winners.best[v], winners.second[v], norm, pass->bound);
      memcpy(gaps + v * KERNEL_LANES, &gap, sizeof gap);
      memcpy(labels + v * KERNEL_LANES, &winners.label[v], sizeof winners.label[v]);
    }
    const int end = count - strip < STRIP_ROWS ? count - strip : STRIP_ROWS;
    for (int lane = 0; lane < end; lane++) {
      const int32_t row = rows[strip + lane];
      pass->gaps[row] = gaps[lane];
      const uint64_t bit = 1ull << (row % CSEG_TILE_ROWS);
      if (undecided >> lane & 1) {
        pass->moves->undecided[row / CSEG_TILE_ROWS] |= bit;
      } else if (labels[lane] != pass->labels[row]) {
        pass->moves->moved[row / CSEG_TILE_ROWS] |= bit;
        pass->moves->formerLabels[row] = pass->labels[row];
        pass->labels[row] = labels[lane];
      }
    }
  }
}

/// Copies up to 64 listed rows of some tiles to one tile.
KERNEL_INLINE void copy_listed(const float *tiles, const int32_t *listed, int count,
                               int64_t columnCount, float *tile) {
  for (int64_t j = 0; j < columnCount; j++)
    for (int lane = 0; lane < count; lane++) {
      const int64_t home = listed[lane] / CSEG_TILE_ROWS;
      tile[j * CSEG_TILE_ROWS + lane] =
          tiles[(home * columnCount + j) * CSEG_TILE_ROWS + listed[lane] % CSEG_TILE_ROWS];
    }
}

/// Scans listed rows, 64 at a time.
///
/// - tiles: where the tile of row 0 begins.
/// - firstRow: the number of row 0 in the pass, whose rows `original` has.
static void scan_doubtful(const bounded_pass *pass, const cseg_gaps *original, int64_t firstRow,
                          const float *tiles, const int32_t *listed, int listedCount) {
  const int64_t columnCount = pass->columnCount, firstElement = firstRow * columnCount;
  float *const tile = original->copied;
  for (int first = 0; first < listedCount; first += CSEG_TILE_ROWS) {
    const int left = listedCount - first, count = left < CSEG_TILE_ROWS ? left : CSEG_TILE_ROWS;
    const int32_t *const rows = listed + first;
    if (original->floats)
      KERNEL_NAME(pack_listed_floats)(original->floats + firstElement, rows, left, columnCount,
                                      original->frame, tile);
    else if (original->doubles)
      KERNEL_NAME(pack_listed_doubles)(original->doubles + firstElement, rows, left, columnCount,
                                       original->frame, tile);
    else
      copy_listed(tiles, rows, count, columnCount, tile);
    // A strip is scanned as a whole.
    for (int64_t j = 0; j < columnCount; j++)
      for (int lane = count; lane % STRIP_ROWS != 0; lane++) tile[j * CSEG_TILE_ROWS + lane] = 0;
    scan_listed(pass, tile, tile, rows, count);
  }
}

/// Lists what a pass over some tiles has changed; they begin at row `firstRow` of all that are listed.
static void list_moves(const listed_moves *moves, int64_t tileCount, int32_t firstRow,
                       cseg_changes *changes) {
  for (int64_t tile = 0; tile < tileCount; tile++) {
    const int32_t first = (int32_t)(tile * CSEG_TILE_ROWS);
    for (uint64_t left = moves->moved[tile]; left != 0; left &= left - 1) {
      const int32_t row = first + __builtin_ctzll(left);
      changes->movedRows[changes->movedCount] = firstRow + row;
      changes->formerLabels[changes->movedCount++] = moves->formerLabels[row];
    }
    for (uint64_t left = moves->undecided[tile]; left != 0; left &= left - 1)
      changes->undecidedRows[changes->undecidedCount++] =
          firstRow + first + __builtin_ctzll(left);
  }
}

static void KERNEL_NAME(assign_bounded)(const cseg_rows *rows, int64_t firstTile, int64_t tileCount,
                                        const cseg_centers *centers, const cseg_gaps *gaps,
                                        int32_t *labels, cseg_changes *changes) {
  const int64_t columnCount = rows->columnCount;
  const error_bound bound = make_error_bound(centers, columnCount);
  // A row that is copied costs as much as 16 scores.
  const int64_t mostCopied = CSEG_TILE_ROWS * centers->count / (centers->count + 16);
  listed_moves moves;
  changes->movedCount = changes->undecidedCount = 0;
  for (int64_t begin = 0; begin < tileCount; begin += LISTED_TILES) {
    const int64_t count = tileCount - begin < LISTED_TILES ? tileCount - begin : LISTED_TILES;
    const int64_t beginRow = begin * CSEG_TILE_ROWS;
    const bounded_pass pass = {
        .centers = centers, .bound = &bound, .columnCount = columnCount,
        .labels = labels + beginRow, .gaps = gaps->gaps + beginRow, .moves = &moves,
    };
    memset(moves.moved, 0, sizeof moves.moved);
    memset(moves.undecided, 0, sizeof moves.undecided);
    const float *const tiles =
        rows->tiles + (firstTile + begin) * columnCount * CSEG_TILE_ROWS;
    int32_t listed[LISTED_TILES * CSEG_TILE_ROWS];
    int listedCount = 0;
    for (int64_t tile = 0; tile < count; tile++) {
      const float *const start = tiles + tile * columnCount * CSEG_TILE_ROWS;
      const int64_t rowsLeft = rows->rowCount - (firstTile + begin + tile) * CSEG_TILE_ROWS;
      const int32_t firstRow = (int32_t)(tile * CSEG_TILE_ROWS);
      const int rowCount = rowsLeft < CSEG_TILE_ROWS ? (int)rowsLeft : CSEG_TILE_ROWS;
      uint64_t doubt =
          rows_in_doubt(pass.gaps + firstRow, pass.labels + firstRow, gaps->drifts, rowCount);
      if (__builtin_popcountll(doubt) > mostCopied) {
        int32_t all[CSEG_TILE_ROWS];
        for (int row = 0; row < CSEG_TILE_ROWS; row++) all[row] = firstRow + row;
        scan_listed(&pass, start, tile + 1 < count ? start + columnCount * CSEG_TILE_ROWS : start, all,
                    rowCount);
      } else {
        for (; doubt != 0; doubt &= doubt - 1)
          listed[listedCount++] = firstRow + __builtin_ctzll(doubt);
      }
    }
    scan_doubtful(&pass, gaps, beginRow, tiles, listed, listedCount);
    list_moves(&moves, count, (int32_t)beginRow, changes);
  }
}

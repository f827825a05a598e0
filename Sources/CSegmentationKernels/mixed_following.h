// The rows that have another nearest prototype than before, and only those looked at that may have.
//
// Put the levels of a category on the corners of a simplex, at a distance of the root of what a
// difference adds. Then the dissimilarity without matches is a squared distance, prototypes are points,
// and the root obeys the triangle inequality: what bounded_body.h does for centers holds for prototypes
// too. A row with gaps lies in a subspace, where prototypes move no farther than in the whole.
//
// Rows whose gap is used up are copied to a tile of their own, which is screened when it is full; a tile
// of which most rows are in doubt is screened where it is. Rows that Float leaves open are copied once
// more, in Double. There, s1 and s2 are off by less than 2^-38 of themselves for up to 30,000 columns,
// and by what is too small for Double. Of the gap
//
//     d2 - d1 = (s2 - s1) / (d1 + d2)
//
// 2^-34 (d1 + d2) is taken away. While something of it is left, Double would agree with the label.
// Where a value is infinite or not a number, the gap is not positive, and the row is looked at in the
// next pass again.

#pragma once

#include "mixed_copies.h"

/// Tiles whose rows are listed together.
#define LISTED_TILES 64
/// How many tiles ahead memory is told what will be copied.
#define TILES_AHEAD 2

typedef float few_floats __attribute__((ext_vector_type(MIXED_LANES), aligned(4)));

/// Some tiles' rows in a pass, and what has changed in them until it is listed in order.
typedef struct {
  const cseg_mixed_rows *rows;
  const cseg_prototypes *prototypes;
  const screen_bound *bound;
  const row_copies *copies;
  /// The first of these rows, and where the gaps, if they are kept, and the labels have it.
  int64_t firstRow;
  float *gaps;
  int32_t *labels;
  int32_t formerLabels[LISTED_TILES * TILE];
  /// One bit for each row of a tile.
  uint64_t moved[LISTED_TILES];
  /// Rows that have been copied in Double.
  int32_t open[TILE];
  int openCount;
} following_pass;

/// Takes from the gaps of a tile's rows what prototypes have moved; one bit for each row that has
/// nothing left.
MIXED_INLINE uint64_t rows_in_doubt(float *gaps, const int32_t *labels, const float *drifts,
                                    int rowCount) {
  float drift[TILE];
  for (int row = 0; row < TILE; row++)
    drift[row] = row < rowCount ? drifts[labels[row] < 0 ? 0 : labels[row]] : 0;
  uint64_t doubt = 0;
  // There is room for the gaps of whole tiles.
  for (int row = 0; row < TILE; row += KERNEL_LANES) {
    const lanes left = (lanes_at(gaps + row) - lanes_at(drift + row)) * (1 - 0x1p-22f);
    memcpy(gaps + row, &left, sizeof left);
    doubt |= bits_of(~(left > 0)) << row;
  }
  return rowCount < TILE ? doubt & ((1ull << rowCount) - 1) : doubt;
}

/// The gaps that rows have after they were looked at in Double.
MIXED_INLINE void find_gaps(const double *nearest, const double *seconds, double unit, float lost,
                            float *gaps) {
  for (int row = 0; row < TILE; row += MIXED_LANES) {
    const doubles s1 = doubles_at(nearest + row) * unit * unit;
    const doubles s2 = doubles_at(seconds + row) * unit * unit;
    const few_floats difference = __builtin_convertvector(s2 - s1, few_floats) - lost;
    const few_floats distances =
        __builtin_elementwise_sqrt(__builtin_convertvector(s1, few_floats)) +
        __builtin_elementwise_sqrt(__builtin_convertvector(s2, few_floats));
    const few_floats gap = difference / distances * (1 - 0x1p-20f) - distances * 0x1p-34f;
    memcpy(gaps + row, &gap, sizeof gap);
  }
}

MIXED_INLINE void note_label(following_pass *pass, int32_t row, int32_t label) {
  if (label == pass->labels[row]) return;
  pass->moved[row / TILE] |= 1ull << (row % TILE);
  pass->formerLabels[row] = pass->labels[row];
  pass->labels[row] = label;
}

/// Looks in Double at rows whose numbers are in a tile, and whose codes are at `start`; the rows of the
/// pass are listed, or begin at `firstRow`.
static void look_exactly(following_pass *pass, const exact_rows *exact, int64_t start,
                         const int32_t *rows, int32_t firstRow, int count) {
  int32_t labels[TILE];
  double nearest[TILE], seconds[TILE];
  float gaps[TILE];
  find_nearest(exact, start, pass->prototypes, labels, nearest, pass->gaps ? seconds : 0);
  if (pass->gaps)
    find_gaps(nearest, seconds, pass->rows->unit, 2 * pass->bound->lostByDouble, gaps);
  for (int lane = 0; lane < count; lane++) {
    const int32_t row = rows ? rows[lane] : firstRow + lane;
    if (pass->gaps) pass->gaps[row] = gaps[lane];
    note_label(pass, row, labels[lane]);
  }
}

static void look_at_open(following_pass *pass) {
  if (pass->openCount > 0)
    look_exactly(pass, &pass->copies->exact, 0, pass->open, 0, pass->openCount);
  pass->openCount = 0;
}

/// Copies a row that Float leaves open.
MIXED_INLINE void add_open(following_pass *pass, int32_t row) {
  copy_exactly(pass->rows, pass->firstRow + row, pass->openCount, pass->copies);
  pass->open[pass->openCount++] = row;
  if (pass->openCount == TILE) look_at_open(pass);
}

/// One bit for each of the first rows of a tile that has another label than before.
MIXED_INLINE uint64_t changed_labels(const int32_t *found, const int32_t *former, int count) {
  uint64_t changed = 0;
  if (count < TILE) {
    for (int row = 0; row < count; row++) changed |= (uint64_t)(found[row] != former[row]) << row;
  } else {
    for (int row = 0; row < TILE; row += KERNEL_LANES)
      changed |= bits_of(labels_at(found + row) != labels_at(former + row)) << row;
  }
  return changed;
}

/// Looks at all rows of a tile, which are rows `firstRow` and on of the pass.
static void look_at_tile(following_pass *pass, int64_t start, int32_t firstRow, int rowCount) {
  if (pass->rows->numberCount == 0) {
    const exact_rows exact = {.categories = pass->rows->categories,
                              .categoryCount = pass->rows->categoryCount};
    return look_exactly(pass, &exact, start, 0, firstRow, rowCount);
  }
  const screened_tile tile = tile_at(pass->rows, start);
  const int64_t size = TILE * tile.numberCount;
  const float *const next = start + 2 * TILE <= pass->rows->rowCount ? tile.numbers + size : tile.numbers;
  screened_labels found;
  screen_tile(&tile, next, pass->prototypes, pass->bound, pass->gaps != 0, &found);
  if (pass->gaps) memcpy(pass->gaps + firstRow, found.gaps, (size_t)rowCount * sizeof *found.gaps);
  uint64_t left = changed_labels(found.labels, pass->labels + firstRow, rowCount) & ~found.undecided;
  for (; left != 0; left &= left - 1) {
    const int row = __builtin_ctzll(left);
    note_label(pass, firstRow + row, found.labels[row]);
  }
  if (rowCount < TILE) found.undecided &= (1ull << rowCount) - 1;
  for (left = found.undecided; left != 0; left &= left - 1)
    add_open(pass, firstRow + __builtin_ctzll(left));
}

/// Looks at rows that have been copied to a tile of their own, whose numbers in the pass are listed.
static void look_at_copied(following_pass *pass, const int32_t *rows, int count) {
  const screened_tile *const tile = &pass->copies->screened;
  if (tile->numberCount == 0) {
    const exact_rows exact = {.categories = tile->categories, .categoryCount = tile->categoryCount};
    return look_exactly(pass, &exact, 0, rows, 0, count);
  }
  screened_labels found;
  screen_tile(tile, tile->numbers, pass->prototypes, pass->bound, 1, &found);
  for (int lane = 0; lane < count; lane++) {
    pass->gaps[rows[lane]] = found.gaps[lane];
    if (found.undecided >> lane & 1)
      add_open(pass, rows[lane]);
    else
      note_label(pass, rows[lane], found.labels[lane]);
  }
}

/// Lists what has changed in some tiles, whose first row is number `firstRow` of all that are listed.
static void list_moves(const following_pass *pass, int64_t tileCount, int32_t firstRow,
                       cseg_changes *changes) {
  for (int64_t tile = 0; tile < tileCount; tile++) {
    for (uint64_t left = pass->moved[tile]; left != 0; left &= left - 1) {
      const int32_t row = (int32_t)(tile * TILE) + __builtin_ctzll(left);
      changes->movedRows[changes->movedCount] = firstRow + row;
      changes->formerLabels[changes->movedCount++] = pass->formerLabels[row];
    }
  }
}

/// Looks at the rows of a tile that are in doubt, as soon as there are enough for a tile of their own.
MIXED_INLINE void look_at_doubts(following_pass *pass, int64_t start, int32_t firstRow, uint64_t doubt,
                                 int32_t *listed, int *listedCount) {
  while (doubt != 0) {
    int lanesOfRows[TILE], taken = 0;
    for (; doubt != 0 && *listedCount + taken < TILE; doubt &= doubt - 1) {
      const int row = __builtin_ctzll(doubt);
      listed[*listedCount + taken] = firstRow + row;
      lanesOfRows[taken++] = row;
    }
    copy_rows(pass->rows, start, lanesOfRows, taken, *listedCount, pass->copies);
    *listedCount += taken;
    if (*listedCount < TILE) return;
    look_at_copied(pass, listed, TILE);
    *listedCount = 0;
  }
}

void MIXED_NAME(cseg_follow_prototypes)(const cseg_mixed_rows *rows, int64_t firstTile,
                                        int64_t rowCount, const cseg_prototypes *prototypes,
                                        const cseg_mixed_gaps *gaps, void *scratch, int32_t *labels,
                                        cseg_changes *changes) {
  // A row that is copied costs about as much as 16 scores.
  const int mostCopied = (int)(TILE * prototypes->count / (prototypes->count + 16));
  const int64_t tileCount = (rowCount + TILE - 1) / TILE;
  const row_copies copies = copies_in(scratch, rows);
  const screen_bound bound = make_screen_bound(rows, prototypes);
  following_pass pass = {
      .rows = rows, .prototypes = prototypes, .bound = &bound, .copies = &copies};
  changes->movedCount = changes->undecidedCount = 0;
  for (int64_t begin = 0; begin < tileCount; begin += LISTED_TILES) {
    const int64_t count = tileCount - begin < LISTED_TILES ? tileCount - begin : LISTED_TILES;
    pass.firstRow = (firstTile + begin) * TILE;
    pass.labels = labels + begin * TILE;
    pass.gaps = gaps ? gaps->gaps + begin * TILE : 0;
    memset(pass.moved, 0, sizeof pass.moved);
    int32_t listed[TILE];
    int listedCount = 0;
    // Which rows are in doubt is known some tiles ahead, for memory to be told in time.
    uint64_t doubts[LISTED_TILES];
    for (int64_t tile = 0; gaps && tile < count; tile++) {
      const int64_t rowsLeft = rowCount - (begin + tile) * TILE;
      doubts[tile] = rows_in_doubt(pass.gaps + tile * TILE, pass.labels + tile * TILE, gaps->drifts,
                                   rowsLeft < TILE ? (int)rowsLeft : TILE);
    }
    for (int64_t tile = 0; tile < count; tile++) {
      const int64_t start = pass.firstRow + tile * TILE;
      const int64_t rowsLeft = rowCount - (begin + tile) * TILE;
      const int32_t firstRow = (int32_t)(tile * TILE);
      const int64_t ahead = tile + TILES_AHEAD;
      if (gaps && ahead < count && __builtin_popcountll(doubts[ahead]) <= mostCopied)
        announce_rows(rows, start + TILES_AHEAD * TILE, doubts[ahead]);
      if (!gaps || __builtin_popcountll(doubts[tile]) > mostCopied)
        look_at_tile(&pass, start, firstRow, rowsLeft < TILE ? (int)rowsLeft : TILE);
      else
        look_at_doubts(&pass, start, firstRow, doubts[tile], listed, &listedCount);
    }
    if (listedCount > 0) look_at_copied(&pass, listed, listedCount);
    look_at_open(&pass);
    list_moves(&pass, count, (int32_t)(begin * TILE), changes);
  }
}

#undef LISTED_TILES
#undef TILES_AHEAD

// The rows that have another nearest prototype than before, and only those looked at that may have.
//
// Put the levels of a category on the corners of a simplex, at a distance of the root of what a
// difference adds. Then the dissimilarity without matches is a squared distance, prototypes are points,
// and the root obeys the triangle inequality: what bounded_body.h does for centers holds for prototypes
// too. A row with gaps lies in a subspace, where prototypes move no farther than in the whole.
//
// Dissimilarities are those of the nearest prototypes in Double, so that nothing but their rounding is
// to be allowed for: s1 and s2 are off by less than 2^-38 of themselves for up to 30,000 columns. Of the
// gap
//
//     d2 - d1 = (s2 - s1) / (d1 + d2)
//
// 2^-34 (d1 + d2) is taken away. While something of it is left, Double would agree with the label.
// Where a value is infinite or not a number, the gap is not positive, and the row is looked at in the
// next pass again.

#pragma once

/// Tiles whose rows are listed together.
#define LISTED_TILES 64
/// How many tiles ahead memory is told what will be copied.
#define TILES_AHEAD 2

typedef float few_floats __attribute__((ext_vector_type(MIXED_LANES), aligned(4)));
typedef _Bool few_flags __attribute__((ext_vector_type(MIXED_LANES)));

/// Some tiles' rows in a pass, and what has changed in them until it is listed in order.
typedef struct {
  const cseg_prototypes *prototypes;
  const cseg_mixed_gaps *gaps;
  /// Where those of the first of these rows are.
  float *rowGaps;
  int32_t *labels;
  int32_t formerLabels[LISTED_TILES * TILE];
  /// One bit for each row of a tile.
  uint64_t moved[LISTED_TILES];
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
  for (int row = 0; row < TILE; row += MIXED_LANES) {
    const few_floats left =
        (*(few_floats *)(gaps + row) - *(few_floats *)(drift + row)) * (1 - 0x1p-22f);
    memcpy(gaps + row, &left, sizeof left);
    const few_flags flags = __builtin_convertvector(~(left > 0), few_flags);
    uint8_t bits;
    memcpy(&bits, &flags, sizeof bits);
    doubt |= (uint64_t)(bits & ((1u << MIXED_LANES) - 1)) << row;
  }
  return rowCount < TILE ? doubt & ((1ull << rowCount) - 1) : doubt;
}

/// The gaps that rows have after they were looked at.
MIXED_INLINE void find_gaps(const double *nearest, const double *seconds, float *gaps) {
  for (int row = 0; row < TILE; row += MIXED_LANES) {
    const doubles s1 = doubles_at(nearest + row), s2 = doubles_at(seconds + row);
    const few_floats difference = __builtin_convertvector(s2 - s1, few_floats);
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

/// Looks at all rows of a tile, which are rows `firstRow` and on of the pass.
static void look_at_tile(following_pass *pass, const cseg_mixed_rows *rows, int64_t start,
                         int32_t firstRow, int rowCount) {
  int32_t labels[TILE];
  double nearest[TILE], seconds[TILE];
  if (pass->gaps) {
    find_nearest(rows, start, pass->prototypes, labels, nearest, seconds);
    find_gaps(nearest, seconds, pass->rowGaps + firstRow);
  } else {
    find_nearest(rows, start, pass->prototypes, labels, nearest, 0);
  }
  for (int row = 0; row < rowCount; row++) note_label(pass, firstRow + row, labels[row]);
}

/// Looks at rows that have been copied to a tile of their own, whose numbers in the pass are listed.
static void look_at_copied(following_pass *pass, const cseg_mixed_rows *copied, const int32_t *rows,
                           int count) {
  int32_t labels[TILE];
  double nearest[TILE], seconds[TILE];
  float gaps[TILE];
  find_nearest(copied, 0, pass->prototypes, labels, nearest, seconds);
  find_gaps(nearest, seconds, gaps);
  for (int lane = 0; lane < count; lane++) {
    pass->rowGaps[rows[lane]] = gaps[lane];
    note_label(pass, rows[lane], labels[lane]);
  }
}

/// Copies some rows of a tile behind `place` others.
MIXED_INLINE void copy_rows(const cseg_mixed_rows *rows, int64_t start, const int *lanes, int count,
                            const cseg_mixed_gaps *gaps, int place) {
  const int64_t width = rows->numberCount;
  for (int lane = 0; lane < count; lane++) {
    const double *const numbers = rows->original + (start + lanes[lane]) * width;
    double *const target = gaps->copiedNumbers + place + lane;
    // As they were packed, to the bit.
    for (int64_t column = 0; column < width; column++)
      target[column * TILE] = numbers[column] * rows->scales[column];
  }
  for (int64_t column = 0; rows->presence && column < width; column++) {
    const double *const presence = rows->presence + start * width + column * TILE;
    double *const present = gaps->copiedPresence + column * TILE + place;
    for (int lane = 0; lane < count; lane++) present[lane] = presence[lanes[lane]];
  }
  for (int64_t column = 0; column < rows->categoryCount; column++) {
    const void *const codes = rows->categories[column].codes;
    void *const target = gaps->copiedCodes + column * TILE * 4;
    switch (rows->categories[column].width) {
    case 1:
      for (int lane = 0; lane < count; lane++)
        ((uint8_t *)target)[place + lane] = ((const uint8_t *)codes)[start + lanes[lane]];
      break;
    case 2:
      for (int lane = 0; lane < count; lane++)
        ((uint16_t *)target)[place + lane] = ((const uint16_t *)codes)[start + lanes[lane]];
      break;
    default:
      for (int lane = 0; lane < count; lane++)
        ((uint32_t *)target)[place + lane] = ((const uint32_t *)codes)[start + lanes[lane]];
    }
  }
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

void MIXED_NAME(cseg_follow_prototypes)(const cseg_mixed_rows *rows, int64_t firstTile,
                                        int64_t rowCount, const cseg_prototypes *prototypes,
                                        const cseg_mixed_gaps *gaps, int32_t *labels,
                                        cseg_changes *changes) {
  // A row that is copied costs about as much as four prototypes.
  const int mostCopied = (int)(TILE * prototypes->count / (prototypes->count + 4));
  const int64_t tileCount = (rowCount + TILE - 1) / TILE;
  cseg_mixed_rows copied = *rows;
  if (gaps) {
    for (int64_t column = 0; column < rows->categoryCount; column++) {
      gaps->copiedCategories[column] = rows->categories[column];
      gaps->copiedCategories[column].codes = gaps->copiedCodes + column * TILE * 4;
    }
    copied.numbers = gaps->copiedNumbers;
    copied.presence = rows->presence ? gaps->copiedPresence : 0;
    copied.categories = gaps->copiedCategories;
  }
  following_pass pass = {.prototypes = prototypes, .gaps = gaps};
  changes->movedCount = changes->undecidedCount = 0;
  for (int64_t begin = 0; begin < tileCount; begin += LISTED_TILES) {
    const int64_t count = tileCount - begin < LISTED_TILES ? tileCount - begin : LISTED_TILES;
    pass.labels = labels + begin * TILE;
    pass.rowGaps = gaps ? gaps->gaps + begin * TILE : 0;
    memset(pass.moved, 0, sizeof pass.moved);
    int32_t listed[TILE];
    int listedCount = 0;
    // Which rows are in doubt is known some tiles ahead, for memory to be told in time.
    uint64_t doubts[LISTED_TILES];
    for (int64_t tile = 0; gaps && tile < count; tile++) {
      const int64_t rowsLeft = rowCount - (begin + tile) * TILE;
      doubts[tile] = rows_in_doubt(pass.rowGaps + tile * TILE, pass.labels + tile * TILE,
                                   gaps->drifts, rowsLeft < TILE ? (int)rowsLeft : TILE);
    }
    for (int64_t tile = 0; tile < count; tile++) {
      const int64_t start = (firstTile + begin + tile) * TILE;
      const int64_t rowsLeft = rowCount - (begin + tile) * TILE;
      const int32_t firstRow = (int32_t)(tile * TILE);
      const int rowsHere = rowsLeft < TILE ? (int)rowsLeft : TILE;
      const int64_t ahead = tile + TILES_AHEAD;
      if (gaps && ahead < count && __builtin_popcountll(doubts[ahead]) <= mostCopied)
        announce_rows(rows, start + TILES_AHEAD * TILE, doubts[ahead]);
      uint64_t doubt = gaps ? doubts[tile] : 0;
      if (!gaps || __builtin_popcountll(doubt) > mostCopied) {
        look_at_tile(&pass, rows, start, firstRow, rowsHere);
        continue;
      }
      while (doubt != 0) {
        int lanes[TILE], taken = 0;
        for (; doubt != 0 && listedCount + taken < TILE; doubt &= doubt - 1) {
          const int row = __builtin_ctzll(doubt);
          listed[listedCount + taken] = firstRow + row;
          lanes[taken++] = row;
        }
        copy_rows(rows, start, lanes, taken, gaps, listedCount);
        listedCount += taken;
        if (listedCount < TILE) break;
        look_at_copied(&pass, &copied, listed, listedCount);
        listedCount = 0;
      }
    }
    if (listedCount > 0) look_at_copied(&pass, &copied, listed, listedCount);
    list_moves(&pass, count, (int32_t)(begin * TILE), changes);
  }
}

#undef LISTED_TILES
#undef TILES_AHEAD

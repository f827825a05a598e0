// The nearest prototype of each row, one tile of 64 rows after the other.
//
// Whoever includes this file has defined MIXED_LANES, the number of doubles in a vector, KERNEL_LANES,
// that of floats, KERNEL_STRIP, and MIXED_NAME.

#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "mixed.h"

#define MIXED_INLINE static inline __attribute__((always_inline))

// The screen comes first: it may fuse multiplications and additions, what follows may not.
#include "mixed_screen.h"

#include "mixed_exact.h"

#include "mixed_copies.h"
#include "mixed_following.h"

void MIXED_NAME(cseg_nearest_prototypes)(const cseg_mixed_rows *rows, int64_t firstTile,
                                         int64_t tileCount, const cseg_prototypes *prototypes,
                                         void *scratch, int32_t *labels, double *distances) {
  const row_copies copies = copies_in(scratch, rows);
  const screen_bound bound = make_screen_bound(rows, prototypes);
  // There is nothing to screen where there is no choice, or where counts are all there is.
  const int isScreened = prototypes->count > 1 && rows->numberCount > 0;
  for (int64_t tile = 0; tile < tileCount; tile++) {
    const int64_t start = (firstTile + tile) * TILE, left = rows->rowCount - start;
    const int rowCount = left < TILE ? (int)left : TILE;
    int32_t *const own = labels + tile * TILE;
    double *const nearest = distances + tile * TILE;
    screened_labels found = {.undecided = 1};
    if (isScreened) {
      const screened_tile screened = tile_at(rows, start);
      screen_tile(&screened, screened.numbers, prototypes, &bound, 0, &found);
      if (rowCount < TILE) found.undecided &= (1ull << rowCount) - 1;
    }
    if (found.undecided == 0) {
      memcpy(own, found.labels, sizeof found.labels);
      find_distances(rows, start, rowCount, prototypes, own, nearest);
    } else if (rows->numberCount == 0) {
      const exact_rows exact = {.categories = rows->categories, .categoryCount = rows->categoryCount};
      find_nearest(&exact, start, prototypes, own, nearest, 0);
    } else {
      for (int row = 0; row < rowCount; row++) copy_exactly(rows, start + row, row, &copies);
      find_nearest(&copies.exact, 0, prototypes, own, nearest, 0);
    }
    for (int row = rowCount; row < TILE; row++) {
      own[row] = 0;
      nearest[row] = 0;
    }
  }
}

#undef COUNT_CODES
#undef MIXED_INLINE

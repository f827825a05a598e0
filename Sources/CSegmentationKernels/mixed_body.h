// The nearest prototype of each row, one tile of 64 rows after the other. The loops over the rows of a
// tile are plain; the compiler turns each into vectors of the instruction set it compiles for.

#pragma once

#include "mixed.h"

#include <math.h>

#pragma STDC FP_CONTRACT OFF

#define EACH_ROW for (int row = 0; row < CSEG_MIXED_TILE; row++)

#define ADD_CATEGORY(type)                                                              \
  static inline __attribute__((always_inline)) void MIXED_NAME(add_##type)(             \
      const type *codes, int32_t hasGaps, uint32_t mode, double match, double mismatch, \
      double *sums) {                                                                   \
    const type own = (type)mode, gap = (type)-1;                                        \
    if (hasGaps)                                                                        \
      EACH_ROW sums[row] +=                                                             \
          codes[row] == gap ? 0 : codes[row] == own ? match : mismatch;                 \
    else                                                                                \
      EACH_ROW sums[row] += codes[row] == own ? match : mismatch;                       \
  }

ADD_CATEGORY(uint8_t)
ADD_CATEGORY(uint16_t)
ADD_CATEGORY(uint32_t)

static inline __attribute__((always_inline)) void MIXED_NAME(add_numbers)(
    const double *numbers, const double *presence, const double *center, int64_t count,
    double *sums) {
  for (int64_t column = 0; column < count; column++) {
    const double *values = numbers + column * CSEG_MIXED_TILE, own = center[column];
    if (presence) {
      const double *present = presence + column * CSEG_MIXED_TILE;
      EACH_ROW sums[row] += (values[row] - own) * (values[row] - own) * present[row];
    } else {
      EACH_ROW sums[row] += (values[row] - own) * (values[row] - own);
    }
  }
}

void MIXED_NAME(cseg_nearest_prototypes)(const cseg_mixed_rows *rows, int64_t firstTile,
                                         int64_t tileCount, const cseg_prototypes *prototypes,
                                         int32_t *labels, double *distances) {
  for (int64_t tile = firstTile; tile < firstTile + tileCount; tile++) {
    const int64_t start = tile * CSEG_MIXED_TILE, numberStart = start * rows->numberCount;
    EACH_ROW labels[row] = 0;
    EACH_ROW distances[row] = INFINITY;
    for (int32_t prototype = 0; prototype < prototypes->count; prototype++) {
      double sums[CSEG_MIXED_TILE] = {0};
      MIXED_NAME(add_numbers)(rows->numbers + numberStart,
                              rows->presence ? rows->presence + numberStart : 0,
                              prototypes->centers + prototype * rows->numberCount,
                              rows->numberCount, sums);
      for (int64_t column = 0; column < rows->categoryCount; column++) {
        const cseg_codes *codes = rows->categories + column;
        const int64_t place = prototype * rows->categoryCount + column;
        const uint32_t mode = prototypes->modes[place];
        const double match = prototypes->matches[place];
        const double mismatch = prototypes->mismatches[column];
        if (codes->width == 1)
          MIXED_NAME(add_uint8_t)((const uint8_t *)codes->codes + start, codes->hasGaps, mode,
                                  match, mismatch, sums);
        else if (codes->width == 2)
          MIXED_NAME(add_uint16_t)((const uint16_t *)codes->codes + start, codes->hasGaps, mode,
                                   match, mismatch, sums);
        else
          MIXED_NAME(add_uint32_t)((const uint32_t *)codes->codes + start, codes->hasGaps, mode,
                                   match, mismatch, sums);
      }
      EACH_ROW {
        const int isNearer = sums[row] < distances[row];
        labels[row] = isNearer ? prototype : labels[row];
        distances[row] = isNearer ? sums[row] : distances[row];
      }
    }
    labels += CSEG_MIXED_TILE;
    distances += CSEG_MIXED_TILE;
  }
}

#undef EACH_ROW
#undef ADD_CATEGORY

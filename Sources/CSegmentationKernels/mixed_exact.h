// The nearest prototype of each row of a tile in Double: in one order, and without fused multiply-add.
//
// Prototypes are taken some at a time, and their dissimilarities to the rows of the tile are kept in the
// nearest cache. A run of category columns in which a difference adds the same is multiplied out at its
// end.

#pragma once

#include "mixed_counts.h"

#pragma STDC FP_CONTRACT OFF

enum {
  // As many sums as there are registers for.
  VECTORS = 8,
  STRIP = VECTORS * MIXED_LANES
};

typedef double doubles __attribute__((ext_vector_type(MIXED_LANES), aligned(8)));
typedef int64_t longs __attribute__((ext_vector_type(MIXED_LANES), aligned(8)));
typedef int32_t ints __attribute__((ext_vector_type(MIXED_LANES), aligned(4)));
typedef uint8_t few_bytes __attribute__((ext_vector_type(MIXED_LANES), aligned(1)));

/// Rows in Double: in a tile column after column of 64 numbers, and as many for presence or NULL.
typedef struct {
  const double *numbers, *presence;
  const cseg_codes *categories;
  int64_t numberCount, categoryCount;
} exact_rows;

MIXED_INLINE doubles doubles_at(const double *address) { return *(const doubles *)address; }

MIXED_INLINE void score_numbers(const double *numbers, const double *presence,
                                const double *center, int64_t columns, double *sums) {
  for (int strip = 0; strip < TILE; strip += STRIP) {
    doubles own[VECTORS];
    for (int v = 0; v < VECTORS; v++) own[v] = (doubles)0.0;
    for (int64_t column = 0; column < columns; column++) {
      const int64_t place = column * TILE + strip;
      for (int v = 0; v < VECTORS; v++) {
        const int64_t lane = place + v * MIXED_LANES;
        const doubles difference = doubles_at(numbers + lane) - center[column];
        const doubles square = difference * difference;
        own[v] += presence ? square * doubles_at(presence + lane) : square;
      }
    }
    memcpy(sums + strip, own, sizeof own);
  }
}

/// Adds what agreement with a mode costs.
MIXED_INLINE void add_matches(const cseg_codes *category, int64_t row, uint32_t mode, double match,
                              double *sums) {
  const uint32_t own = mode & largest_code(category);
  for (int lane = 0; lane < TILE; lane++)
    sums[lane] += code_at(category, row + lane) == own ? match : 0.0;
}

/// Adds the counted differences, `mismatch` each.
MIXED_INLINE void add_counts(double mismatch, const uint8_t *counts, double *sums) {
  for (int row = 0; row < TILE; row += MIXED_LANES)
    *(doubles *)(sums + row) +=
        mismatch
        * __builtin_convertvector(
            __builtin_convertvector(*(const few_bytes *)(counts + row), ints), doubles);
}

/// Keeps what is nearer than all before, and with `seconds` the dissimilarity to the second nearest.
MIXED_INLINE void take_nearer(const double *sums, int32_t prototype, int32_t *labels,
                              double *distances, double *seconds) {
  for (int row = 0; row < TILE; row += MIXED_LANES) {
    const doubles own = doubles_at(sums + row), nearest = doubles_at(distances + row);
    const longs isNearer = own < nearest;
    *(doubles *)(distances + row) = isNearer ? own : nearest;
    ints *label = (ints *)(labels + row);
    *label = __builtin_convertvector(isNearer, ints) ? (ints)prototype : *label;
    if (seconds) {
      const doubles second = doubles_at(seconds + row), farther = isNearer ? nearest : own;
      *(doubles *)(seconds + row) = farther < second ? farther : second;
    }
  }
}

/// The nearest prototype of each row of a tile, and how far it and, if asked for, the second nearest
/// are. Numbers begin with the tile, codes have it at row `start`.
static void find_nearest(const exact_rows *rows, int64_t start, const cseg_prototypes *prototypes,
                         int32_t *labels, double *distances, double *seconds) {
  double sums[COUNTED_PROTOTYPES][TILE];
  uint8_t counts[COUNTED_PROTOTYPES][TILE];
  for (int row = 0; row < TILE; row++) labels[row] = 0;
  for (int row = 0; row < TILE; row++) distances[row] = INFINITY;
  for (int row = 0; seconds && row < TILE; row++) seconds[row] = INFINITY;
  for (int64_t first = 0; first < prototypes->count; first += COUNTED_PROTOTYPES) {
    const int64_t left = prototypes->count - first;
    const int64_t size = left < COUNTED_PROTOTYPES ? left : COUNTED_PROTOTYPES;
    for (int64_t p = 0; p < size; p++) {
      const double *const center = prototypes->centers + (first + p) * rows->numberCount;
      if (rows->presence)
        score_numbers(rows->numbers, rows->presence, center, rows->numberCount, sums[p]);
      else
        score_numbers(rows->numbers, 0, center, rows->numberCount, sums[p]);
    }
    for (int64_t column = 0; column < rows->categoryCount;) {
      const category_run run = run_from(column, prototypes->mismatches, rows->categoryCount);
      for (int64_t c = run.start; prototypes->matches && c < run.end; c++)
        for (int64_t p = 0; p < size; p++) {
          const int64_t place = c * prototypes->count + first + p;
          add_matches(rows->categories + c, start, prototypes->modes[place],
                      prototypes->matches[place], sums[p]);
        }
      count_differences(rows->categories, start, run, prototypes, first, size, counts);
      for (int64_t p = 0; p < size; p++)
        add_counts(prototypes->mismatches[column], counts[p], sums[p]);
      column = run.end;
    }
    for (int64_t p = 0; p < size; p++)
      take_nearer(sums[p], (int32_t)(first + p), labels, distances, seconds);
  }
}

// For codes of each width: add what the rows of a tile cost in a category by the modes of their own
// prototypes, and count where they differ.
#define COUNT_OWN(type, word)                                                                      \
  MIXED_INLINE void count_own_##word(const cseg_codes *category, int64_t start, int rowCount,      \
                                     const uint32_t *modes, const double *matches,                 \
                                     const int32_t *labels, int *counts, double *sums) {           \
    const type *const codes = (const type *)category->codes + start;                               \
    for (int row = 0; row < rowCount; row++) {                                                     \
      const int differs = codes[row] != (type)modes[labels[row]];                                  \
      counts[row] += differs & !(category->hasGaps & (codes[row] == (type)-1));                    \
      if (matches && !differs) sums[row] += matches[labels[row]];                                  \
    }                                                                                              \
  }

COUNT_OWN(uint8_t, byte)
COUNT_OWN(uint16_t, half)
COUNT_OWN(uint32_t, word)

/// How far the first rows of a tile are from the prototypes that they have the labels of, to the bit as
/// above.
static void find_distances(const cseg_mixed_rows *rows, int64_t start, int rowCount,
                           const cseg_prototypes *prototypes, const int32_t *labels,
                           double *distances) {
  const int64_t width = rows->numberCount;
  for (int row = 0; row < rowCount; row++) {
    const double *const numbers = rows->original + (start + row) * width;
    const double *const center = prototypes->centers + labels[row] * width;
    const float *const presence = rows->presence ? rows->presence + start * width + row : 0;
    double sum = 0;
    for (int64_t column = 0; column < width; column++) {
      const double difference = numbers[column] * rows->scales[column] - center[column];
      const double square = difference * difference;
      sum += presence ? square * presence[column * TILE] : square;
    }
    distances[row] = sum;
  }
  for (int64_t column = 0; column < rows->categoryCount;) {
    const category_run run = run_from(column, prototypes->mismatches, rows->categoryCount);
    int counts[TILE] = {0};
    for (int64_t c = run.start; c < run.end; c++) {
      const cseg_codes *const category = rows->categories + c;
      const uint32_t *const modes = prototypes->modes + c * prototypes->count;
      const double *const matches =
          prototypes->matches ? prototypes->matches + c * prototypes->count : 0;
      switch (category->width) {
      case 1:
        count_own_byte(category, start, rowCount, modes, matches, labels, counts, distances);
        break;
      case 2:
        count_own_half(category, start, rowCount, modes, matches, labels, counts, distances);
        break;
      default: count_own_word(category, start, rowCount, modes, matches, labels, counts, distances);
      }
    }
    for (int row = 0; row < rowCount; row++)
      distances[row] += prototypes->mismatches[column] * counts[row];
    column = run.end;
  }
}

#undef COUNT_OWN

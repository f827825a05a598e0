// The nearest prototype of each row, one tile of 64 rows after the other.
//
// Prototypes are taken some at a time, and their dissimilarities to the rows of the tile are kept in the
// nearest cache. Where categories differ is counted in bytes, a vector of rows at once; a run of columns
// in which a difference adds the same is multiplied out at its end.
//
// Whoever includes this file has defined MIXED_LANES, the number of doubles in a vector.

#pragma once

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "mixed.h"

#pragma STDC FP_CONTRACT OFF

#define MIXED_INLINE static inline __attribute__((always_inline))

enum {
  TILE = CSEG_MIXED_TILE,
  // As many sums as there are registers for.
  VECTORS = 8,
  STRIP = VECTORS * MIXED_LANES,
  PROTOTYPES_AT_ONCE = 16,
  LARGEST_COUNT = 255
};

typedef double doubles __attribute__((ext_vector_type(MIXED_LANES), aligned(8)));
typedef int64_t longs __attribute__((ext_vector_type(MIXED_LANES), aligned(8)));
typedef int32_t ints __attribute__((ext_vector_type(MIXED_LANES), aligned(4)));
typedef uint8_t few_bytes __attribute__((ext_vector_type(MIXED_LANES), aligned(1)));
typedef uint8_t tile_bytes __attribute__((ext_vector_type(TILE), aligned(1)));

/// Dissimilarities of the rows of a tile to some prototypes, and in how many columns they differ.
typedef struct {
  double sums[PROTOTYPES_AT_ONCE][TILE];
  tile_bytes counts[PROTOTYPES_AT_ONCE];
} tile_scores;

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

// For codes of each width: count the rows that differ from the modes of some prototypes, and add what
// agreement costs.
#define SCORE_CODES(type, word)                                                               \
  typedef type word##_tile __attribute__((ext_vector_type(TILE), aligned(sizeof(type))));     \
  typedef type word##_few __attribute__((ext_vector_type(MIXED_LANES), aligned(sizeof(type)))); \
                                                                                              \
  MIXED_INLINE void count_##word(const type *codes, int32_t hasGaps, const uint32_t *modes,   \
                                 int64_t prototypes, tile_scores *scores) {                   \
    const word##_tile own = *(const word##_tile *)codes;                                      \
    if (hasGaps) {                                                                            \
      const word##_tile gap = (word##_tile)(type)-1;                                          \
      for (int64_t p = 0; p < prototypes; p++)                                                \
        scores->counts[p] -= __builtin_convertvector(                                         \
            (own != (word##_tile)(type)modes[p]) & (own != gap), tile_bytes);                 \
    } else {                                                                                  \
      for (int64_t p = 0; p < prototypes; p++)                                                \
        scores->counts[p] -=                                                                  \
            __builtin_convertvector(own != (word##_tile)(type)modes[p], tile_bytes);          \
    }                                                                                         \
  }                                                                                           \
                                                                                              \
  MIXED_INLINE void match_##word(const type *codes, const uint32_t *modes,                    \
                                 const double *matches, int64_t prototypes,                   \
                                 tile_scores *scores) {                                       \
    for (int64_t p = 0; p < prototypes; p++)                                                  \
      for (int row = 0; row < TILE; row += MIXED_LANES) {                                     \
        const word##_few own = *(const word##_few *)(codes + row);                            \
        const longs agrees =                                                                  \
            __builtin_convertvector(own == (word##_few)(type)modes[p], longs);                \
        *(doubles *)(scores->sums[p] + row) += agrees ? (doubles)matches[p] : (doubles)0.0;   \
      }                                                                                       \
  }

SCORE_CODES(uint8_t, byte)
SCORE_CODES(uint16_t, half)
SCORE_CODES(uint32_t, word)

MIXED_INLINE void score_column(const cseg_codes *column, int64_t row, const uint32_t *modes,
                               const double *matches, int64_t prototypes, tile_scores *scores) {
  switch (column->width) {
  case 1: {
    const uint8_t *codes = (const uint8_t *)column->codes + row;
    count_byte(codes, column->hasGaps, modes, prototypes, scores);
    if (matches) match_byte(codes, modes, matches, prototypes, scores);
    break;
  }
  case 2: {
    const uint16_t *codes = (const uint16_t *)column->codes + row;
    count_half(codes, column->hasGaps, modes, prototypes, scores);
    if (matches) match_half(codes, modes, matches, prototypes, scores);
    break;
  }
  default: {
    const uint32_t *codes = (const uint32_t *)column->codes + row;
    count_word(codes, column->hasGaps, modes, prototypes, scores);
    if (matches) match_word(codes, modes, matches, prototypes, scores);
  }
  }
}

/// Adds the counted differences, `mismatch` each.
MIXED_INLINE void add_counts(double mismatch, int64_t prototypes, tile_scores *scores) {
  for (int64_t p = 0; p < prototypes; p++)
    for (int row = 0; row < TILE; row += MIXED_LANES) {
      const few_bytes counts = *(const few_bytes *)((const uint8_t *)(scores->counts + p) + row);
      *(doubles *)(scores->sums[p] + row) +=
          mismatch * __builtin_convertvector(__builtin_convertvector(counts, ints), doubles);
    }
}

MIXED_INLINE void score_categories(const cseg_mixed_rows *rows, int64_t row,
                                   const cseg_prototypes *all, int64_t first, int64_t prototypes,
                                   tile_scores *scores) {
  int64_t column = 0;
  while (column < rows->categoryCount) {
    const int64_t start = column;
    const double mismatch = all->mismatches[column];
    for (int64_t p = 0; p < prototypes; p++) scores->counts[p] = (tile_bytes)(uint8_t)0;
    for (; column < rows->categoryCount && column < start + LARGEST_COUNT
           && all->mismatches[column] == mismatch;
         column++) {
      const int64_t place = column * all->count + first;
      score_column(rows->categories + column, row, all->modes + place,
                   all->matches ? all->matches + place : 0, prototypes, scores);
    }
    add_counts(mismatch, prototypes, scores);
  }
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

/// The nearest prototype of each row of a tile, and how far it and the second nearest are.
MIXED_INLINE void find_nearest(const cseg_mixed_rows *rows, int64_t start,
                               const cseg_prototypes *prototypes, int32_t *labels,
                               double *distances, double *seconds) {
  const int64_t width = rows->numberCount;
  tile_scores scores;
  for (int row = 0; row < TILE; row++) labels[row] = 0;
  for (int row = 0; row < TILE; row++) distances[row] = INFINITY;
  for (int row = 0; seconds && row < TILE; row++) seconds[row] = INFINITY;
  for (int64_t first = 0; first < prototypes->count; first += PROTOTYPES_AT_ONCE) {
    int64_t count = prototypes->count - first;
    if (count > PROTOTYPES_AT_ONCE) count = PROTOTYPES_AT_ONCE;
    for (int64_t p = 0; p < count; p++) {
      const double *const numbers = rows->numbers + start * width;
      const double *const center = prototypes->centers + (first + p) * width;
      if (rows->presence)
        score_numbers(numbers, rows->presence + start * width, center, width, scores.sums[p]);
      else
        score_numbers(numbers, 0, center, width, scores.sums[p]);
    }
    score_categories(rows, start, prototypes, first, count, &scores);
    for (int64_t p = 0; p < count; p++)
      take_nearer(scores.sums[p], (int32_t)(first + p), labels, distances, seconds);
  }
}

void MIXED_NAME(cseg_nearest_prototypes)(const cseg_mixed_rows *rows, int64_t firstTile,
                                         int64_t tileCount, const cseg_prototypes *prototypes,
                                         int32_t *labels, double *distances) {
  for (int64_t tile = 0; tile < tileCount; tile++)
    find_nearest(rows, (firstTile + tile) * TILE, prototypes, labels + tile * TILE,
                 distances + tile * TILE, 0);
}

#undef SCORE_CODES

#include "mixed_following.h"

#undef MIXED_INLINE

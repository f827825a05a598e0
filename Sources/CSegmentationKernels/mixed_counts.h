// In how many categories the rows of a tile differ from some prototypes, counted in bytes.
//
// Codes of one, two and four bytes are compared many rows at a time, while the counts stay in registers.

#pragma once

#include "mixed.h"

enum {
  TILE = CSEG_MIXED_TILE,
  /// Rows that are counted together, for as many prototypes as there are registers for.
  COUNTED_ROWS = 32,
  COUNTED_PROTOTYPES = CSEG_CENTER_BLOCK,
  LARGEST_COUNT = 255
};

typedef uint8_t counted_bytes __attribute__((ext_vector_type(COUNTED_ROWS), aligned(1)));

/// Category columns in which a difference adds the same, and no more than a byte can count.
typedef struct {
  int64_t start, end;
} category_run;

MIXED_INLINE category_run run_from(int64_t start, const double *mismatches, int64_t categoryCount) {
  category_run run = {start, start};
  while (run.end < categoryCount && run.end < start + LARGEST_COUNT
         && mismatches[run.end] == mismatches[start])
    run.end++;
  return run;
}

#define COUNT_CODES(type, word)                                                                    \
  typedef type word##_codes __attribute__((ext_vector_type(COUNTED_ROWS), aligned(sizeof(type)))); \
                                                                                                   \
  MIXED_INLINE void count_##word(const type *codes, int32_t hasGaps, const uint32_t *modes,        \
                                 int size, counted_bytes *counts) {                                \
    const word##_codes own = *(const word##_codes *)codes;                                         \
    const word##_codes gap = (word##_codes)(type)-1;                                               \
    _Pragma("clang loop unroll(full)") for (int p = 0; p < size; p++) {                            \
      const word##_codes mode = (word##_codes)(type)modes[p];                                      \
      if (hasGaps)                                                                                 \
        counts[p] -= __builtin_convertvector((own != mode) & (own != gap), counted_bytes);         \
      else                                                                                         \
        counts[p] -= __builtin_convertvector(own != mode, counted_bytes);                          \
    }                                                                                              \
  }

COUNT_CODES(uint8_t, byte)
COUNT_CODES(uint16_t, half)
COUNT_CODES(uint32_t, word)

/// Counts for `size` prototypes from `first` on, in a run of columns; `row` begins a tile.
MIXED_INLINE void count_block(const cseg_codes *categories, int64_t row, category_run run,
                              const cseg_prototypes *prototypes, int64_t first, int size,
                              uint8_t counts[][TILE]) {
  for (int part = 0; part < TILE; part += COUNTED_ROWS) {
    counted_bytes own[COUNTED_PROTOTYPES];
    for (int p = 0; p < size; p++) own[p] = (counted_bytes)(uint8_t)0;
    for (int64_t column = run.start; column < run.end; column++) {
      const cseg_codes *const category = categories + column;
      const uint32_t *const modes = prototypes->modes + column * prototypes->count + first;
      const int64_t place = row + part;
      switch (category->width) {
      case 1:
        count_byte((const uint8_t *)category->codes + place, category->hasGaps, modes, size, own);
        break;
      case 2:
        count_half((const uint16_t *)category->codes + place, category->hasGaps, modes, size, own);
        break;
      default:
        count_word((const uint32_t *)category->codes + place, category->hasGaps, modes, size, own);
      }
    }
    for (int p = 0; p < size; p++) memcpy(counts[p] + part, own + p, sizeof own[p]);
  }
}

static void count_differences(const cseg_codes *categories, int64_t row, category_run run,
                              const cseg_prototypes *prototypes, int64_t first, int64_t size,
                              uint8_t counts[][TILE]) {
  // A constant size lets the compiler keep the counts in registers.
  switch (size) {
  case 1: return count_block(categories, row, run, prototypes, first, 1, counts);
  case 2: return count_block(categories, row, run, prototypes, first, 2, counts);
  case 3: return count_block(categories, row, run, prototypes, first, 3, counts);
  default: return count_block(categories, row, run, prototypes, first, 4, counts);
  }
}

/// The code in a row, wide.
MIXED_INLINE uint32_t code_at(const cseg_codes *category, int64_t row) {
  switch (category->width) {
  case 1: return ((const uint8_t *)category->codes)[row];
  case 2: return ((const uint16_t *)category->codes)[row];
  default: return ((const uint32_t *)category->codes)[row];
  }
}

/// The largest code of a column's width: a gap, or a mode that is none of the levels.
MIXED_INLINE uint32_t largest_code(const cseg_codes *category) {
  return category->width == 1 ? UINT8_MAX : category->width == 2 ? UINT16_MAX : UINT32_MAX;
}

// Rows of Double or Float -> tiles of 64 rows, column by column, in Float; included by rows_body.h once
// for each kind.
//
// Centring and scaling happen in Double, or with the same result in Float, so that a year or an amount
// of 10^9 loses nothing but the one rounding to Float of its distance from the centre. Four rows by four columns are transposed
// in registers; what is left over at the right and at the end goes one by one.

KERNEL_INLINE void ROWS_NAME(prefetch_row)(const ELEMENT *row, int64_t columnCount) {
  for (int64_t j = 0; j < columnCount; j += 64 / (int64_t)sizeof(ELEMENT))
    __builtin_prefetch(row + j);
  // The last line, when the row does not begin on the border of one.
  __builtin_prefetch(row + columnCount - 1);
}

/// Packs four rows, wherever they lie, as four lanes of a tile.
KERNEL_INLINE void ROWS_NAME(pack_four)(const ELEMENT *const rows[4], int64_t columnCount,
                                        cseg_frame frame, int isNarrow, float *target) {
#pragma STDC FP_CONTRACT OFF
  int64_t j = 0;
  for (; j + 4 <= columnCount; j += 4) {
    const four_doubles centre = *(const four_doubles *)(frame.centre + j);
    four_floats packed[4];
    for (int r = 0; r < 4; r++) {
      const FOUR_ELEMENTS original = *(const FOUR_ELEMENTS *)(rows[r] + j);
      if (MAY_BE_NARROW && isNarrow) {
        packed[r] = (__builtin_convertvector(original, four_floats) -
                     __builtin_convertvector(centre, four_floats)) *
                    (float)frame.scale;
      } else {
        const four_doubles wide = __builtin_convertvector(original, four_doubles);
        packed[r] = __builtin_convertvector((wide - centre) * frame.scale, four_floats);
      }
    }
    store_transposed(packed, target + j * CSEG_TILE_ROWS);
  }
  for (; j < columnCount; j++)
    for (int r = 0; r < 4; r++)
      target[j * CSEG_TILE_ROWS + r] = (float)((rows[r][j] - frame.centre[j]) * frame.scale);
}

static void ROWS_NAME(pack)(const ELEMENT *rows, int64_t rowCount, int64_t columnCount,
                            cseg_frame frame, float *tiles, float *tileNorms) {
#pragma STDC FP_CONTRACT OFF
  const int64_t tileCount = (rowCount + CSEG_TILE_ROWS - 1) / CSEG_TILE_ROWS;
  const int isNarrow = MAY_BE_NARROW && is_narrow(frame, columnCount);
  for (int64_t tile = 0; tile < tileCount; tile++) {
    const ELEMENT *const source = rows + tile * CSEG_TILE_ROWS * columnCount;
    float *const target = tiles + tile * CSEG_TILE_ROWS * columnCount;
    const int64_t left = rowCount - tile * CSEG_TILE_ROWS;
    const int64_t count = left < CSEG_TILE_ROWS ? left : CSEG_TILE_ROWS;
    if (count < CSEG_TILE_ROWS)
      memset(target, 0, sizeof(float) * CSEG_TILE_ROWS * (size_t)columnCount);
    int64_t row = 0;
    for (; row + 4 <= count; row += 4) {
      const ELEMENT *const first = source + row * columnCount;
      const ELEMENT *const four[] = {first, first + columnCount, first + 2 * columnCount,
                                     first + 3 * columnCount};
      ROWS_NAME(pack_four)(four, columnCount, frame, isNarrow, target + row);
    }
    for (; row < count; row++)
      for (int64_t j = 0; j < columnCount; j++)
        target[j * CSEG_TILE_ROWS + row] =
            (float)((source[row * columnCount + j] - frame.centre[j]) * frame.scale);
    tileNorms[tile] = tile_norm(target, columnCount);
  }
}

/// Packs up to 64 of `listedCount` listed rows as one tile, rounded as in their own tiles (see is_narrow
/// for where these may differ), and tells memory of those that come after. Lanes up to the next multiple of four repeat the
/// last row.
static void ROWS_NAME(pack_listed)(const ELEMENT *rows, const int32_t *listed, int listedCount,
                                   int64_t columnCount, cseg_frame frame, float *tile) {
  const int count = listedCount < CSEG_TILE_ROWS ? listedCount : CSEG_TILE_ROWS;
  const int isNarrow = MAY_BE_NARROW && is_narrow(frame, columnCount);
  for (int lane = 0; lane < count; lane += 4) {
    const ELEMENT *four[4];
    for (int r = 0; r < 4; r++) {
      four[r] = rows + listed[lane + r < count ? lane + r : count - 1] * columnCount;
      const int later = lane + r + CSEG_TILE_ROWS;
      if (later < listedCount)
        ROWS_NAME(prefetch_row)(rows + listed[later] * columnCount, columnCount);
    }
    ROWS_NAME(pack_four)(four, columnCount, frame, isNarrow, tile + lane);
  }
}

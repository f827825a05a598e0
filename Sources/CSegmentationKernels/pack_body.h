// Rows of Double or Float -> tiles of 64 rows, column by column, in Float; included by rows_body.h once
// for each kind.
//
// Centring and scaling happen in Double, so that a year or an amount of 10^9 loses nothing but the
// one rounding to Float of its distance from the centre. Four rows by four columns are transposed
// in registers; what is left over at the right and at the end goes one by one.

static void ROWS_NAME(pack)(const ELEMENT *rows, int64_t rowCount, int64_t columnCount,
                            cseg_frame frame, float *tiles, float *tileNorms) {
#pragma STDC FP_CONTRACT OFF
  const int64_t tileCount = (rowCount + CSEG_TILE_ROWS - 1) / CSEG_TILE_ROWS;
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
      int64_t j = 0;
      for (; j + 4 <= columnCount; j += 4) {
        const four_doubles centre = *(const four_doubles *)(frame.centre + j);
        four_floats packed[4];
        for (int r = 0; r < 4; r++) {
          const FOUR_ELEMENTS original = *(const FOUR_ELEMENTS *)(first + r * columnCount + j);
          const four_doubles wide = __builtin_convertvector(original, four_doubles);
          packed[r] = __builtin_convertvector((wide - centre) * frame.scale, four_floats);
        }
        store_transposed(packed, target + j * CSEG_TILE_ROWS + row);
      }
      for (; j < columnCount; j++)
        for (int r = 0; r < 4; r++)
          target[j * CSEG_TILE_ROWS + row + r] =
              (float)((first[r * columnCount + j] - frame.centre[j]) * frame.scale);
    }
    for (; row < count; row++)
      for (int64_t j = 0; j < columnCount; j++)
        target[j * CSEG_TILE_ROWS + row] =
            (float)((source[row * columnCount + j] - frame.centre[j]) * frame.scale);
    tileNorms[tile] = tile_norm(target, columnCount);
  }
}

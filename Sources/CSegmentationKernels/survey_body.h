// All rows -> means and spread in Double; included by rows_body.h once for rows of Double and once
// for rows of Float.
//
// Each column is summed by itself and products are rounded before they are added: the result does
// not depend on how wide the machine's vectors are. A value that is not finite makes its column's
// squares not finite, whatever its weight is, because 0 times it is not a number.

static void ROWS_NAME(survey)(const ELEMENT *rows, const double *weights, int64_t rowCount,
                              int64_t columnCount, const double *centre, double *sums,
                              double *squares) {
#pragma STDC FP_CONTRACT OFF
  int64_t row = 0;
  // Four rows at a time, so that the sums are loaded and stored a quarter as often.
  for (; row + 4 <= rowCount; row += 4) {
    const ELEMENT *const first = rows + row * columnCount;
    double weight[4] = {1, 1, 1, 1};
    if (weights) memcpy(weight, weights + row, sizeof weight);
    int64_t j = 0;
    for (; j + 4 <= columnCount; j += 4) {
      const four_doubles middle = *(const four_doubles *)(centre + j);
      four_doubles part[4], square[4];
      for (int r = 0; r < 4; r++) {
        const FOUR_ELEMENTS narrow = *(const FOUR_ELEMENTS *)(first + r * columnCount + j);
        const four_doubles x = __builtin_convertvector(narrow, four_doubles) - middle;
        part[r] = weight[r] * x;
        square[r] = part[r] * x;
      }
      *(four_doubles *)(sums + j) += (part[0] + part[1]) + (part[2] + part[3]);
      *(four_doubles *)(squares + j) += (square[0] + square[1]) + (square[2] + square[3]);
    }
    for (; j < columnCount; j++) {
      double part[4], square[4];
      for (int r = 0; r < 4; r++) {
        const double x = first[r * columnCount + j] - centre[j];
        part[r] = weight[r] * x;
        square[r] = part[r] * x;
      }
      sums[j] += (part[0] + part[1]) + (part[2] + part[3]);
      squares[j] += (square[0] + square[1]) + (square[2] + square[3]);
    }
  }
  for (; row < rowCount; row++)
    for (int64_t j = 0; j < columnCount; j++) {
      const double x = rows[row * columnCount + j] - centre[j];
      const double part = (weights ? weights[row] : 1) * x;
      sums[j] += part;
      squares[j] += part * x;
    }
}

// A survey of rows of ELEMENT; included by survey.c once for each kind.

void SURVEY_NAME(const ELEMENT *rows, const double *weights, int64_t rowCount, int64_t columnCount,
                 const double *centre, double *restrict sums, double *restrict squares) {
  int64_t row = 0;
  // Four rows at a time, so that the sums are loaded and stored a quarter as often.
  for (; row + 4 <= rowCount; row += 4) {
    const ELEMENT *const row0 = rows + row * columnCount, *const row1 = row0 + columnCount;
    const ELEMENT *const row2 = row1 + columnCount, *const row3 = row2 + columnCount;
    const double weight0 = weights ? weights[row] : 1, weight1 = weights ? weights[row + 1] : 1;
    const double weight2 = weights ? weights[row + 2] : 1, weight3 = weights ? weights[row + 3] : 1;
    for (int64_t j = 0; j < columnCount; j++) {
      const double x0 = row0[j] - centre[j], x1 = row1[j] - centre[j];
      const double x2 = row2[j] - centre[j], x3 = row3[j] - centre[j];
      const double part0 = weight0 * x0, part1 = weight1 * x1;
      const double part2 = weight2 * x2, part3 = weight3 * x3;
      sums[j] += (part0 + part1) + (part2 + part3);
      squares[j] += (part0 * x0 + part1 * x1) + (part2 * x2 + part3 * x3);
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

#undef ELEMENT
#undef SURVEY_NAME

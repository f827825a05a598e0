// The nearest two centers of a row of ELEMENT; included by nearest_exact.c once for each kind.

cseg_nearest NEAREST_NAME(const ELEMENT *row, const double *centers, int64_t count,
                          int64_t columnCount, double scale) {
  cseg_nearest nearest = {INFINITY, INFINITY, -1, -1};
  int64_t c = 0;
  for (; c + 4 <= count; c += 4) {
    const double *const first = centers + c * columnCount;
    double squares[4] = {0};
    for (int64_t j = 0; j < columnCount; j++)
      for (int z = 0; z < 4; z++) {
        const double difference = (row[j] - first[z * columnCount + j]) * scale;
        squares[z] += difference * difference;
      }
    for (int z = 0; z < 4; z++) compete(&nearest, squares[z], c + z);
  }
  for (; c < count; c++) {
    double square = 0;
    for (int64_t j = 0; j < columnCount; j++) {
      const double difference = (row[j] - centers[c * columnCount + j]) * scale;
      square += difference * difference;
    }
    compete(&nearest, square, c);
  }
  return finished(nearest, count);
}

#undef ELEMENT
#undef NEAREST_NAME

# Dissimilarities by daisy of R's package cluster: Rscript gower_goldens.R > ../Goldens/gower.json
suppressMessages(library(cluster))
set.seed(4)

text <- function(x) {
  x <- as.vector(x)
  paste0("[", paste(ifelse(is.na(x), "null", sprintf("%.17g", as.numeric(x))), collapse = ","), "]")
}
columns <- function(x) paste0("[", paste(sapply(x, text), collapse = ","), "]")

# Weights are above 0.5: what shares less in all, daisy calls undefined, whatever the unit of the weights.
# Two numbers, a nominal, an ordered, an asymmetric and a symmetric binary column, with gaps.
case <- function(rows, gaps, weights) {
  hole <- function(x) { x[runif(rows) < gaps] <- NA; x }
  amount <- hole(round(rexp(rows, 0.01), 2))
  year <- hole(sample(1990:2020, rows, TRUE))
  sector <- hole(sample(0:5, rows, TRUE))
  size <- hole(sample(0:3, rows, TRUE))
  signed <- hole(rbinom(rows, 1, 0.3))
  member <- hole(rbinom(rows, 1, 0.5))
  frame <- data.frame(amount, year, sector = factor(sector), size = ordered(size), signed, member)
  found <- daisy(frame, metric = "gower", type = list(asymm = "signed", symm = "member"),
                 weights = weights)
  sprintf('{"numbers":%s,"codes":%s,"weights":%s,"dissimilarities":%s}',
          columns(list(amount, year)), columns(list(sector, size, signed, member)), text(weights),
          text(found))
}

cases <- c(case(12, 0, rep(1, 6)), case(25, 0.15, rep(1, 6)), case(25, 0.3, c(2, 0.75, 1, 3, 1, 0.6)),
           case(14, 0.6, c(1, 1, 0, 2, 1, 1)))
cat(sprintf('{"generator":"R %s, cluster %s","cases":[\n%s\n]}\n', getRversion(),
            packageVersion("cluster"), paste(cases, collapse = ",\n")))

# Reads an export of Recall Studio. Base R only, R 4.0 or later.
#
#   source("export/read_recall.R")
#   recall <- read_recall("export")              # a list of data frames
#   table(recall$moments$code)
#   attr(recall$moments$start_ms, "label")       # what a column holds
#
# labels = "nl" or "en" gives the labels of values and descriptions in that language, "none" keeps the keys.
# It reads the CSV files that manifest.json lists, or all when there is no manifest. Base R cannot read workbooks:
# for recall.xlsx, export as CSV as well, or use read_recall.py.

read_recall <- function(folder = ".", labels = c("nl", "en", "none")) {
  labels <- match.arg(labels)
  there <- recall_listed(folder)
  if (!"dictionary.csv" %in% there) {
    stop("There is no dictionary.csv in '", folder, "'. Base R cannot read recall.xlsx; export as CSV.", call. = FALSE)
  }
  dictionary <- read_recall_table(file.path(folder, "dictionary.csv"))
  codebook <- read_recall_table(file.path(folder, "codebook.csv"))
  tables <- unique(dictionary$table)
  tables <- tables[paste0(tables, ".csv") %in% there]
  recall <- lapply(tables, function(table) {
    raw <- read_recall_table(file.path(folder, paste0(table, ".csv")))
    recall_typed(raw, dictionary[dictionary$table == table, ], codebook, labels)
  })
  names(recall) <- tables
  recall
}

# The names of the files of the export; without a manifest, of what lies there. Base R has no JSON: a pattern does.
recall_listed <- function(folder) {
  manifest <- file.path(folder, "manifest.json")
  if (!file.exists(manifest)) {
    return(list.files(folder))
  }
  lines <- readLines(manifest, encoding = "UTF-8", warn = FALSE)
  named <- "^ *\"name\": \"([^\"]*)\",?$"
  sub(named, "\\1", grep(named, lines, value = TRUE, useBytes = TRUE), useBytes = TRUE)
}

# One CSV file as text: separator found in the headings, empty cells missing, guards before formulas taken away.
read_recall_table <- function(path) {
  heading <- readLines(path, n = 1, encoding = "UTF-8", warn = FALSE)
  separators <- c(",", ";", "\t")
  cells <- vapply(separators, function(sign) length(strsplit(heading, sign, fixed = TRUE)[[1]]), integer(1))
  table <- utils::read.table(
    path, header = TRUE, sep = separators[[which.max(cells)]], quote = "\"", dec = ".", na.strings = "",
    colClasses = "character", comment.char = "", check.names = FALSE, stringsAsFactors = FALSE, encoding = "UTF-8"
  )
  names(table)[1] <- sub("^\xef\xbb\xbf", "", names(table)[1], useBytes = TRUE)  # byte order mark
  table[] <- lapply(table, function(column) sub("^'(?='*[=+\\-@\t\r\n])", "", column, perl = TRUE))
  table
}

# The columns with the types and labels that the data dictionary gives them.
recall_typed <- function(table, dictionary, codebook, labels) {
  description <- if (labels == "nl") "description_nl" else "description_en"
  for (name in names(table)) {
    about <- dictionary[dictionary$column == name, ]
    column <- switch(
      about$type,
      "integer" = as.numeric(table[[name]]),
      "number" = as.numeric(table[[name]]),
      "date-time" = as.POSIXct(table[[name]], format = "%Y-%m-%dT%H:%M:%OSZ", tz = "UTC"),
      "categorical" = recall_factor(table[[name]], about$values, codebook, labels),
      table[[name]]
    )
    attr(column, "label") <- about[[description]]
    table[[name]] <- column
  }
  table
}

# A factor with the values in their order and their labels; where two labels are the same, the value stands behind it.
recall_factor <- function(column, values, codebook, labels) {
  if (startsWith(values, "codebook.")) {
    keys <- unique(codebook[[sub("codebook.", "", values, fixed = TRUE)]])
    said <- if (labels == "none") keys else codebook[[paste0("label_", labels)]][match(keys, codebook$key)]
    said[is.na(said)] <- keys[is.na(said)]
  } else {
    given <- strsplit(values, ";", fixed = TRUE)[[1]]
    keys <- sub("=.*$", "", given)
    both <- sub("^[^=]*=", "", given)
    said <- switch(labels, "nl" = sub("\\|.*$", "", both), "en" = sub("^[^|]*\\|", "", both), keys)
  }
  double <- said %in% said[duplicated(said)]
  said[double] <- paste0(said[double], " (", keys[double], ")")
  factor(column, levels = keys, labels = said)
}

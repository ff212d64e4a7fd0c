# The peer in R: the same slides with officer, the same charts with ggplot2.
#
#     Rscript officer.R DECKS.json FOLDER
#
# As the script by hand, it is given every text, size and place ready made.

suppressPackageStartupMessages({
  library(ggplot2)
  library(jsonlite)
  library(officer)
})

emu <- 914400
dpi <- 200
or_none <- function(color) if (is.null(color) || identical(color, "none")) NA else color
as_is <- function(values, ...) values

# The layers of a chart: one for each run of marks of a kind, in their order.
chart <- function(spec) {
  width <- spec$inches[[1]] / spec$scale
  height <- spec$inches[[2]] / spec$scale
  kinds <- vapply(spec$marks, function(mark) mark$mark, "")
  runs <- split(spec$marks, cumsum(c(TRUE, kinds[-1] != kinds[-length(kinds)])))
  ggplot() + lapply(runs, layer_of) +
    scale_x_continuous(limits = c(0, width), expand = c(0, 0), oob = as_is) +
    scale_y_reverse(limits = c(height, 0), expand = c(0, 0), oob = as_is) +
    theme_void()
}

layer_of <- function(marks) {
  part <- function(name) vapply(marks, function(mark) as.character(or_none(mark[[name]])), "")
  number <- function(name, at = 1) vapply(marks, function(mark) mark[[name]][[at]] + 0, 0)
  mm <- function(points) points / 72.27 * 25.4
  points <- function(mark) do.call(rbind, lapply(mark$points, function(point) c(point[[1]], point[[2]])))
  many <- function(name) {
    counts <- vapply(marks, function(mark) length(mark$points), 0L)
    rep(part(name), counts)
  }
  switch(marks[[1]]$mark,
    text = geom_text(
      aes(x, y, label = label),
      data.frame(x = number("at"), y = number("at", 2), label = part("text")),
      colour = part("color"), size = mm(number("size")), vjust = 0,
      hjust = c(left = 0, center = 0.5, right = 1)[part("align")]
    ),
    line = {
      at <- do.call(rbind, lapply(marks, points))
      group <- rep(seq_along(marks), vapply(marks, function(mark) length(mark$points), 0L))
      dashed <- vapply(marks, function(mark) length(mark$dashes) > 0, TRUE)
      geom_path(
        aes(x, y, group = group), data.frame(x = at[, 1], y = at[, 2], group = group),
        colour = many("line"), linewidth = mm(number("weight"))[group], linetype = ifelse(dashed[group], 2, 1)
      )
    },
    polygon = {
      at <- do.call(rbind, lapply(marks, points))
      group <- rep(seq_along(marks), vapply(marks, function(mark) length(mark$points), 0L))
      geom_polygon(
        aes(x, y, group = group), data.frame(x = at[, 1], y = at[, 2], group = group),
        fill = many("fill"), colour = many("line"), linewidth = mm(number("weight"))[group]
      )
    },
    dot = geom_point(
      aes(x, y), data.frame(x = number("at"), y = number("at", 2)),
      shape = 21, fill = part("fill"), colour = part("line"), size = mm(2 * number("radius"))
    ),
    bar = geom_rect(
      aes(xmin = x, xmax = x + w, ymin = y, ymax = y + h),
      data.frame(x = number("at"), y = number("at", 2), w = number("size"), h = number("size", 2)),
      fill = part("fill"), colour = part("line"), linewidth = mm(number("weight"))
    )
  )
}

paragraphs <- function(given) {
  lines <- lapply(given, function(runs) {
    do.call(fpar, lapply(runs, function(run) {
      look <- fp_text(font.size = run$size, bold = isTRUE(run$bold))
      if (is.null(run$link) || !nzchar(run$link)) ftext(run$text, look) else hyperlink_ftext(run$text, look, run$link)
    }))
  })
  do.call(block_list, lines)
}

plain <- function(cell) {
  paste(vapply(cell, function(runs) paste0(vapply(runs, function(run) run$text, ""), collapse = ""), ""), collapse = "\n")
}

add <- function(deck, shape) {
  box <- vapply(shape$box, function(side) side / emu, 0)
  place <- function(...) ph_location(left = box[1], top = box[2], width = box[3], height = box[4], ...)
  switch(shape$kind,
    chart = ph_with(deck, chart(shape$chart), place(), res = dpi),
    logo = {
      file <- tempfile(fileext = ".png")
      hex <- substring(shape$logo, seq(1, nchar(shape$logo), 2), seq(2, nchar(shape$logo), 2))
      writeBin(as.raw(strtoi(hex, 16L)), file)
      ph_with(deck, external_img(file, box[3], box[4]), place())
    },
    line = ph_with(deck, "", place(ln = sp_line(color = "black", lwd = 1), geom = "line")),
    table = {
      rows <- lapply(shape$rows, function(row) vapply(row, plain, ""))
      body <- as.data.frame(do.call(rbind, rows[-1]))
      if (length(rows) > 1) names(body) <- make.unique(rows[[1]])
      ph_with(deck, body, place())
    },
    box = ph_with(deck, paragraphs(shape$paragraphs), place(bg = "#F2F4F7")),
    text = ph_with(deck, paragraphs(shape$paragraphs), place()),
    deck
  )
}

write_deck <- function(spec, path) {
  deck <- read_pptx()
  for (page in spec$slides) {
    deck <- add_slide(deck, layout = "Blank", master = "Office Theme")
    for (shape in page$shapes) deck <- add(deck, shape)
    if (nzchar(page$notes)) deck <- set_notes(deck, page$notes, notes_location_type("body"))
  }
  print(deck, target = path)
}

given <- commandArgs(trailingOnly = TRUE)
decks <- fromJSON(given[1], simplifyVector = FALSE)
dir.create(given[2], showWarnings = FALSE, recursive = TRUE)
for (name in names(decks)) write_deck(decks[[name]], file.path(given[2], paste0(name, ".pptx")))

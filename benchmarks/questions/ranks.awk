# Makes a table of ranks of the Markdown of `compare --by`.
BEGIN { FS = "|" }

function trimmed(text) { gsub(/^ +| +$/, "", text); return text }

function value(name) { if (!(name in known)) { known[name] = 1; values[++count] = name } }

/^#+ .* against / {
  heading = $0
  sub(/^#+ [^:]*: /, "", heading)
  at = index(heading, " against ")
  new = substr(heading, 1, at - 1); base = substr(heading, at + 9)
  value(base); value(new)
}
/^<details>/ { all = 1 }
/^<\/details>/ { all = 0 }
!all || !/^\| / || $2 ~ /^ (cell|---) / { next }
{
  row = trimmed($2) "|" trimmed($3); verdict = trimmed($9)
  if (!(row in seen)) { seen[row] = 1; rows[++lines] = row }
  median[row, base] = trimmed($4); median[row, new] = trimmed($5)
  if (verdict ~ /^better/) worse[row, base]++
  else if (verdict ~ /^worse/) worse[row, new]++
  else if (verdict ~ /^different/) undirected[row] = 1
  else if (verdict ~ /^not comparable/) {
    few = verdict; gsub(/[^0-9,]/, "", few); split(few, forks, ",")
    if (verdict ~ /too few forks/ && forks[1] + 0 != forks[2] + 0) unknown[row, forks[1] + 0 < forks[2] + 0 ? base : new] = 1
    else if (verdict ~ /not measured in the base/) unknown[row, base] = 1
    else if (verdict ~ /not measured in the new/) unknown[row, new] = 1
    else { unknown[row, base] = 1; unknown[row, new] = 1 }
  }
}
END {
  if (!lines) exit
  print "### Ranks\n"
  print "A rank is 1 + the number of those that are better by these verdicts; the median of the launches stands beside it. Who has too few"
  print "launches to be told apart has none, and so has a figure of which neither more nor less is better.\n"
  printf "| cell | figure |"; for (v = 1; v <= count; v++) printf " %s |", values[v]
  printf "\n| --- | --- |"; for (v = 1; v <= count; v++) printf " ---: |"
  print ""
  for (l = 1; l <= lines; l++) {
    row = rows[l]; split(row, name, "|")
    ranked = 0; for (v = 1; v <= count; v++) ranked += !((row, values[v]) in unknown)
    printf "| %s | %s |", name[1], name[2]
    for (v = 1; v <= count; v++) {
      at = values[v]
      rank = undirected[row] || ranked < 2 || (row, at) in unknown ? "" : worse[row, at] + 1 ": "
      printf " %s%s |", rank, median[row, at]
    }
    print ""
  }
  print ""
}

package builder

import (
	"fmt"

	"dixit/builder/internal/diag"
	"dixit/builder/internal/output"
)

// host is what a host of files takes at most; 0 for what it does not limit.
type host struct {
	name  string
	files int
	bytes int64 // of all files
	file  int64 // bytes of one
}

// hosts are those that many use and that refuse a site beyond a limit, by what they
// said of it in 2026. Limits that money lifts are those without it.
var hosts = []host{
	{name: "Cloudflare Pages", files: 20_000, file: 25 << 20},
	{name: "GitHub Pages", bytes: 1 << 30},
	{name: "GitLab Pages", files: 200_000, bytes: 1 << 30},
}

// tooLarge tells of the hosts that would refuse a site.
func tooLarge(site output.Size) diag.List {
	var list diag.List
	for _, h := range hosts {
		why := ""
		switch {
		case h.files > 0 && site.Files > h.files:
			why = fmt.Sprintf("%d files, of which it takes %d", site.Files, h.files)
		case h.bytes > 0 && site.Bytes > h.bytes:
			why = fmt.Sprintf("%d MB, of which it takes %d", site.Bytes>>20, h.bytes>>20)
		case h.file > 0 && site.Largest > h.file:
			why = fmt.Sprintf("a file of %d MB, of which it takes %d", site.Largest>>20, h.file>>20)
		default:
			continue
		}
		list = append(list, diag.New(diag.HostLimit, "", 0, 0, "%s refuses this site: it has %s", h.name, why))
	}
	return list
}

package source

import (
	"path"
	"strings"
)

// mediaTypes are the recordings that browsers play, by extension.
var mediaTypes = map[string]string{
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg",
	".flac": "audio/flac", ".wav": "audio/wav",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".ogv": "video/ogg",
}

// MediaType is the type of a recording, such as audio/mpeg, by the name of its
// file; "" for what is none that browsers play.
func MediaType(p string) string { return mediaTypes[strings.ToLower(path.Ext(p))] }

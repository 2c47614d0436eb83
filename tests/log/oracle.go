// Reads a log from standard input, as JSON, and checks all of it with golang.org/x/mod/sumdb: the note, the root, each
// inclusion and consistency proof, each tile.  Prints "ok", or what is wrong.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type given struct {
	Key         string
	Note        string
	Entries     [][]byte
	Inclusion   map[int64][][]byte
	Consistency map[int64][][]byte
	Tiles       []tile
}

type tile struct {
	Level, Index, Width int
	Data                []byte
}

type storage []tlog.Hash

func (s storage) ReadHashes(wanted []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, at := range wanted {
		found = append(found, s[at])
	}
	return found, nil
}

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(0)
	}
}

func hashes(data [][]byte) []tlog.Hash {
	var found []tlog.Hash
	for _, one := range data {
		var hash tlog.Hash
		copy(hash[:], one)
		found = append(found, hash)
	}
	return found
}

func main() {
	var log given
	must(json.NewDecoder(os.Stdin).Decode(&log))

	verifier, err := note.NewVerifier(log.Key)
	must(err)
	opened, err := note.Open([]byte(log.Note), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	raw, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	size := int64(len(log.Entries))
	if lines[1] != fmt.Sprint(size) {
		must(fmt.Errorf("the size is %s and not %d", lines[1], size))
	}
	root := hashes([][]byte{raw})[0]

	var kept storage
	for n, entry := range log.Entries {
		more, err := tlog.StoredHashes(int64(n), entry, kept)
		must(err)
		kept = append(kept, more...)
	}
	own, err := tlog.TreeHash(size, kept)
	must(err)
	if own != root {
		must(fmt.Errorf("the root is %v and not %v", root, own))
	}
	for index, path := range log.Inclusion {
		must(tlog.CheckRecord(hashes(path), size, root, index, tlog.RecordHash(log.Entries[index])))
	}
	for old, path := range log.Consistency {
		before, err := tlog.TreeHash(old, kept)
		must(err)
		must(tlog.CheckTree(hashes(path), size, root, old, before))
	}
	for _, one := range log.Tiles {
		data, err := tlog.ReadTileData(tlog.Tile{H: 8, L: one.Level, N: int64(one.Index), W: one.Width}, kept)
		must(err)
		if !bytes.Equal(data, one.Data) {
			must(fmt.Errorf("tile %d/%d is another", one.Level, one.Index))
		}
	}
	fmt.Println("ok")
}

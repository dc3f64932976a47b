/* SPDX-License-Identifier: MIT */
#ifndef SHARED_PICTURE_MP4_TABLE_H
#define SHARED_PICTURE_MP4_TABLE_H

/*
 * The boxes that a video needs, each where it may stand; a box of no row here
 * is blanked.  ENTER: it is made of boxes, after so many bytes of its own;
 * KEEP: it stays as it is; another word: mp4.c looks after it.
 */
/* clang-format off */
#define MP4_TABLE(B) \
	/* in, kind, what is done, bytes before the boxes in it */ \
	B("",     "ftyp", KEEP,   0) \
	B("",     "moov", ENTER,  0) \
	B("",     "mdat", KEEP,   0) \
	B("",     "moof", MOOF,   0) \
	B("",     "sidx", KEEP,   0) \
	B("",     "styp", KEEP,   0) \
	B("moov", "mvhd", MVHD,   0) \
	B("moov", "trak", TRAK,   0) \
	B("moov", "mvex", ENTER,  0) \
	B("mvex", "mehd", KEEP,   0) \
	B("mvex", "trex", KEEP,   0) \
	B("trak", "tkhd", TKHD,   0) \
	B("trak", "edts", ENTER,  0) \
	B("edts", "elst", KEEP,   0) \
	B("trak", "mdia", ENTER,  0) \
	B("mdia", "mdhd", MDHD,   0) \
	B("mdia", "hdlr", HDLR,   0) \
	B("mdia", "minf", ENTER,  0) \
	B("minf", "vmhd", KEEP,   0) \
	B("minf", "smhd", KEEP,   0) \
	B("minf", "dinf", ENTER,  0) \
	B("dinf", "dref", DREF,   0) \
	B("minf", "stbl", ENTER,  0) \
	B("stbl", "stsd", STSD,   8) \
	B("stbl", "stts", KEEP,   0) \
	B("stbl", "ctts", KEEP,   0) \
	B("stbl", "cslg", KEEP,   0) \
	B("stbl", "stss", KEEP,   0) \
	B("stbl", "sdtp", KEEP,   0) \
	B("stbl", "sgpd", KEEP,   0) \
	B("stbl", "sbgp", KEEP,   0) \
	B("stbl", "stsc", STSC,   0) \
	B("stbl", "stsz", STSZ,   0) \
	B("stbl", "stz2", STZ2,   0) \
	B("stbl", "stco", STCO,   0) \
	B("stbl", "co64", CO64,   0) \
	B("stsd", "avc1", VISUAL, 78) \
	B("stsd", "avc3", VISUAL, 78) \
	B("stsd", "hvc1", VISUAL, 78) \
	B("stsd", "hev1", VISUAL, 78) \
	B("stsd", "av01", VISUAL, 78) \
	B("stsd", "vp08", VISUAL, 78) \
	B("stsd", "vp09", VISUAL, 78) \
	B("stsd", "mp4v", VISUAL, 78) \
	B("stsd", "mp4a", ENTER,  28) \
	B("stsd", "Opus", ENTER,  28) \
	B("stsd", "ac-3", ENTER,  28) \
	B("stsd", "ec-3", ENTER,  28) \
	B("stsd", "fLaC", ENTER,  28) \
	B("mp4a", "esds", KEEP,   0) \
	B("Opus", "dOps", KEEP,   0) \
	B("ac-3", "dac3", KEEP,   0) \
	B("ec-3", "dec3", KEEP,   0) \
	B("fLaC", "dfLa", KEEP,   0) \
	/* "*": in any row marked VISUAL */ \
	B("*",    "avcC", KEEP,   0) \
	B("*",    "hvcC", KEEP,   0) \
	B("*",    "av1C", KEEP,   0) \
	B("*",    "vpcC", KEEP,   0) \
	B("*",    "esds", KEEP,   0) \
	B("*",    "colr", KEEP,   0) \
	B("*",    "pasp", KEEP,   0) \
	B("*",    "clap", KEEP,   0) \
	B("moof", "mfhd", KEEP,   0) \
	B("moof", "traf", ENTER,  0) \
	B("traf", "tfhd", KEEP,   0) \
	B("traf", "tfdt", KEEP,   0) \
	B("traf", "trun", KEEP,   0) \
	B("traf", "sdtp", KEEP,   0) \
	B("traf", "sgpd", KEEP,   0) \
	B("traf", "sbgp", KEEP,   0)
/* clang-format on */

#endif

export type ArchiveType = {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** Without the leading dot, separated by spaces. */
  readonly extensions: string;
  readonly compression_type: string | null;
};

type Row = readonly [id: number, name: string, extensions: string, description: string, compression?: string];

/** What Koji 1.35 has in its archivetypes table (schemas/data.sql). */
const ROWS: readonly Row[] = [
  [1, "jar", "jar war rar ear sar jdocbook jdocbook-style", "Jar file", "zip"],
  [2, "zip", "zip", "Zip file", "zip"],
  [3, "pom", "pom", "Maven Project Object Management file"],
  [4, "tar", "tar tar.gz tar.bz2 tar.xz tgz", "Tar file", "tar"],
  [5, "xml", "xml", "XML file"],
  [6, "xmlcompressed", "xml.gz xml.bz2 xml.xz", "Compressed XML file"],
  [7, "xsd", "xsd", "XML Schema Definition"],
  [8, "spec", "spec", "RPM spec file"],
  [9, "exe", "exe", "Windows executable"],
  [10, "dll", "dll", "Windows dynamic link library"],
  [11, "lib", "lib", "Windows import library"],
  [12, "sys", "sys", "Windows device driver"],
  [13, "inf", "inf", "Windows driver information file"],
  [14, "cat", "cat", "Windows catalog file"],
  [15, "msi", "msi", "Windows Installer package"],
  [16, "pdb", "pdb", "Windows debug information"],
  [17, "oem", "oem", "Windows driver oem file"],
  [18, "iso", "iso", "CD/DVD Image"],
  [19, "raw", "raw", "Raw disk image"],
  [20, "qcow", "qcow", "QCOW image"],
  [21, "qcow2", "qcow2", "QCOW2 image"],
  [22, "vmdk", "vmdk", "vSphere image"],
  [23, "ova", "ova", "Open Virtualization Archive"],
  [24, "ks", "ks", "Kickstart"],
  [25, "cfg", "cfg", "Configuration file"],
  [26, "vdi", "vdi", "VirtualBox Virtual Disk Image"],
  [27, "aar", "aar", "Binary distribution of an Android Library project"],
  [28, "apklib", "apklib", "Source distribution of an Android Library project"],
  [29, "cab", "cab", "Windows cabinet file"],
  [30, "dylib", "dylib", "OS X dynamic library"],
  [31, "gem", "gem", "Ruby gem"],
  [32, "ini", "ini", "INI config file"],
  [33, "js", "js", "Javascript file"],
  [34, "ldif", "ldif", "LDAP Data Interchange Format file"],
  [35, "manifest", "manifest", "Runtime environment for .NET applications"],
  [36, "msm", "msm", "Windows merge module"],
  [37, "properties", "properties", "Properties file"],
  [38, "sig", "sig signature", "Signature file"],
  [39, "so", "so", "Shared library"],
  [40, "txt", "txt", "Text file"],
  [41, "vhd", "vhd", "Hyper-V image"],
  [42, "vhdx", "vhdx", "Hyper-V Virtual Hard Disk v2 image"],
  [43, "wsf", "wsf", "Windows script file"],
  [44, "box", "box", "Vagrant Box Image"],
  [45, "raw-xz", "raw.xz", "xz compressed raw disk image"],
  [46, "json", "json", "JSON data"],
  [47, "key", "key", "Key file"],
  [48, "dot", "dot gv", "DOT graph description"],
  [49, "groovy", "groovy gvy", "Groovy script file"],
  [50, "batch", "bat", "Batch file"],
  [51, "shell", "sh", "Shell script"],
  [52, "rc", "rc", "Resource file"],
  [53, "wsdl", "wsdl", "Web Services Description Language"],
  [54, "obr", "obr", "OSGi Bundle Repository"],
  [55, "liveimg-squashfs", "liveimg.squashfs", "liveimg compatible squashfs image"],
  [56, "tlb", "tlb", "OLE type library file"],
  [57, "jnilib", "jnilib", "Java Native Interface library"],
  [58, "yaml", "yaml yml", "YAML Ain't Markup Language"],
  [59, "xjb", "xjb", "JAXB(Java Architecture for XML Binding) Binding Customization File"],
  [60, "raw-gz", "raw.gz", "GZIP compressed raw disk image"],
  [61, "qcow2-compressed", "qcow2.gz qcow2.xz", "Compressed QCOW2 image"],
  [62, "iso-compressed", "iso.gz iso.xz", "Compressed iso image"],
  [63, "vhd-compressed", "vhd.gz vhd.xz", "Compressed VHD image"],
  [64, "vhdx-compressed", "vhdx.gz vhdx.xz", "Compressed VHDx image"],
  [65, "vmdk-compressed", "vmdk.gz vmdk.xz", "Compressed VMDK image"],
  [66, "kernel-image", "vmlinuz vmlinuz.gz vmlinuz.xz", "Kernel BZ2 Image"],
  [67, "initramfs", "img", "Compressed Initramfs Image"],
  [68, "checksum", "sha256", "Checksum file"],
  [69, "changes", "changes.xz changes", "Kiwi changes file"],
  [70, "packages", "packages", "Kiwi packages listing"],
  [71, "verified", "verified", "Kiwi verified package list"],
  [72, "erofs", "erofs", "erofs image"],
  [73, "erofs-compressed", "erofs.gz erofs.xz", "Compressed erofs image"],
  [74, "squashfs", "squashfs", "SquashFS image"],
  [75, "squashfs-compressed", "squashfs.gz squashfs.xz", "Compressed SquashFS image"],
  [76, "wsl", "wsl", "Compressed tarball for Windows Subsystem for Linux"],
];

export const ARCHIVE_TYPES: readonly ArchiveType[] = ROWS.map(([id, name, extensions, description, compression]) => ({
  id,
  name,
  description,
  extensions,
  compression_type: compression ?? null,
}));

const BY_EXTENSION = new Map(
  ARCHIVE_TYPES.flatMap((type) => type.extensions.split(" ").map((extension) => [extension, type] as const)),
);

/** By the longest extension that fits (`raw.xz` before `xz`), as kojihub.get_archive_type does; null where none does. */
export function archiveTypeOf(filename: string): ArchiveType | null {
  const parts = filename.toLowerCase().split(".");
  for (let start = 1; start < parts.length; start += 1) {
    const type = BY_EXTENSION.get(parts.slice(start).join("."));
    if (type !== undefined) return type;
  }
  return null;
}

export const findArchiveType = (nameOrId: string | number): ArchiveType | null =>
  ARCHIVE_TYPES.find((type) => type.id === nameOrId || type.name === nameOrId) ?? null;

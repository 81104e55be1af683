import { RELEASES, type Release } from "./releases.ts";
import { hash, wholeBetween } from "./random.ts";

/** A source package of the distribution, as far as the sample needs one. */
export type Component = {
  readonly index: number;
  readonly name: string;
  readonly noarch: boolean;
  /** What follows the name in its binary packages. */
  readonly suffixes: readonly string[];
  readonly epoch: number | null;
};

/** A component in a release: where versions come from. */
export type Stream = {
  readonly index: number;
  readonly component: Component;
  readonly release: Release;
  /** Days from one version to the next, and where in them the stream stood on the first day. */
  readonly period: number;
  readonly phase: number;
  /** The day (since 1970) on which its first versions are counted from. */
  readonly since: number;
};

// prettier-ignore
const PLAIN = "bash coreutils glibc systemd dnf5 rpm kernel grub2 shim dracut anaconda lorax NetworkManager firewalld openssh openssl curl wget2 gnupg2 gnutls nss nspr sqlite zlib-ng xz zstd bzip2 lz4 gzip tar cpio sed gawk grep findutils diffutils less vim-minimal nano which file util-linux procps-ng psmisc iproute iputils ethtool tcpdump nftables iptables-nft polkit sudo shadow-utils pam libcap audit selinux-policy policycoreutils setools chrony rsyslog logrotate crontabs tzdata glib2 gtk3 gtk4 cairo pango harfbuzz freetype fontconfig pixman mesa wayland libX11 libxcb xorg-server xwayland mutter gnome-shell gdm gnome-session nautilus gnome-terminal gnome-control-center gsettings-desktop-schemas dconf gvfs evince eog totem gstreamer1 pipewire wireplumber pulseaudio alsa-lib bluez cups ghostscript poppler firefox thunderbird libreoffice gimp inkscape krita blender audacity ardour8 qt6-qtbase qt6-qtdeclarative kf6-kio plasma-workspace plasma-desktop dolphin konsole kate sddm xfce4-panel xfce4-session Thunar lxqt-panel pcmanfm-qt cinnamon nemo mate-panel caja marco sway waybar wofi i3 dunst rofi kitty foot tmux screen git-core gcc binutils make cmake meson gdb strace ltrace perf python3.14 perl ruby lua nodejs24 golang rust llvm podman buildah skopeo crun containers-common toolbox flatpak ostree rpm-ostree bootc cloud-init cloud-utils-growpart qemu-guest-agent open-vm-tools hyperv-daemons spice-vdagent libvirt qemu edk2 lvm2 cryptsetup mdadm btrfs-progs xfsprogs e2fsprogs dosfstools exfatprogs parted gdisk multipath-tools iscsi-initiator-utils nfs-utils samba cifs-utils autofs sssd krb5 openldap ipa-client realmd adcli livesys-scripts aurora-release aurora-logos aurora-backgrounds aurora-kickstarts";

const STEMS =
  "attrs babel cffi chardet click cryptography dateutil dbus decorator distro docutils gobject idna jinja2 jsonschema lxml markupsafe numpy olefile packaging pillow pip ply psutil pycparser pygments pyparsing pytz pyyaml requests scipy setuptools six sympy tomli urllib3 wheel yarl zipp";
const PERL_STEMS =
  "Carp Class-Inspector Data-Dumper Digest-SHA Encode Error Exporter File-Path Getopt-Long IO-Socket-SSL JSON-PP Math-BigInt MIME-Base64 Net-SSLeay Pod-Usage Scalar-List-Utils Socket Storable Term-Cap Text-Tabs Time-Local URI";
const LIB_STEMS =
  "archive assuan atomic avif blkid bpf brotli canberra cbor daemon data drm edit evdev event exif fastjson ffi fido2 gcrypt gpg-error gudev handy ical idn2 input jpeg-turbo json-glib ksba maxminddb mnl modulemd nftnl nghttp2 nl3 notify pcap png proxy psl pwquality raw rsvg seccomp secret semanage sepol shout sigc slirp solv soup3 spectre ssh stemmer tasn1 tdb tevent tiff tirpc tool unistring usb uv va verto vorbis webp wpe xkbcommon xml2 xmlb xslt yaml yubikey zip";
const FONT_STEMS =
  "cantarell dejavu droid gnu-free google-noto jomolhari lato liberation lohit paratype roboto source-code stix urw vazirmatn";

const NAMES: readonly (readonly [name: string, noarch: boolean])[] = [
  ...PLAIN.split(" ").map((name) => [name, false] as const),
  ...LIB_STEMS.split(" ").map((stem) => [`lib${stem}`, false] as const),
  ...STEMS.split(" ").map((stem) => [`python-${stem}`, true] as const),
  ...PERL_STEMS.split(" ").map((stem) => [`perl-${stem}`, true] as const),
  ...FONT_STEMS.split(" ").map((stem) => [`${stem}-fonts`, true] as const),
];

const SUFFIXES = [[""], ["", "-libs"], ["", "-common"], ["", "-libs", "-data"]] as const;

export const COMPONENTS: readonly Component[] = NAMES.map(([name, noarch], index) => ({
  index,
  name,
  noarch,
  suffixes: noarch ? [""] : (SUFFIXES[hash("suffixes", name) % SUFFIXES.length] ?? [""]),
  epoch: hash("epoch", name) % 17 === 0 ? 1 : null,
}));

/** The longest time between two versions of a component in main, and so many times that in the calmest release. */
const LONGEST_PERIOD = 40;

/** A stream's first version is not older than so many days before the day it is counted from. */
export const OLDEST_VERSION_DAYS = LONGEST_PERIOD * Math.max(...RELEASES.map(({ calm }) => calm));

const MAX_SUFFIXES = 4;
const MAX_VERSIONS = 2048;
const ARCHES = ["noarch", "x86_64", "aarch64", "ppc64le", "s390x", "i686", "src"] as const;

export function streamsOf(seed: number, since: number): readonly Stream[] {
  return RELEASES.flatMap((release, releaseIndex) =>
    COMPONENTS.map((component): Stream => {
      const period = wholeBetween(3, LONGEST_PERIOD, seed, "period", component.name) * release.calm;
      const phase = hash(seed, "phase", component.name, release.name) % period;
      return { index: releaseIndex * COMPONENTS.length + component.index, component, release, period, phase, since };
    }),
  );
}

/** How many new versions the stream has had by that day. */
export const counterOn = (stream: Stream, day: number): number =>
  Math.max(0, Math.floor((day - stream.since + stream.phase) / stream.period));

/** The day on which the version was built. */
export const dayOf = (stream: Stream, counter: number): number => stream.since + counter * stream.period - stream.phase;

/** Versions of a component are counted up in steps of two releases, six steps to a minor version. */
const STEPS = 6;
const firstMinor = (name: string): number => hash("minor", name) % 30;

/** The counter that gave that version and release; null for those of another stream. */
export function counterOf(
  stream: Stream,
  wanted: { readonly version: string; readonly release: string },
): number | null {
  const [, minor, step] = /^\d+\.(\d+)\.(\d+)$/u.exec(wanted.version)?.map(Number) ?? [];
  const [respin] = wanted.release.split(".").map(Number);
  if (minor === undefined || step === undefined || respin === undefined) return null;
  const counter = ((minor - firstMinor(stream.component.name)) * STEPS + step) * 2 + respin - 1;
  if (!(counter >= 0)) return null;
  const { version, release } = versionOf(stream, counter);
  return version === wanted.version && release === wanted.release ? counter : null;
}

/** Version and release: a higher counter is always a newer package. */
export function versionOf(stream: Stream, counter: number): { readonly version: string; readonly release: string } {
  const { name } = stream.component;
  const step = Math.floor(counter / 2);
  const minor = firstMinor(name) + Math.floor(step / STEPS);
  return {
    version: `${(hash("major", name) % 14) + 1}.${minor}.${step % STEPS}`,
    release: `${(counter % 2) + 1}.${stream.release.dist}`,
  };
}

/** An rpm's id says what it is: no table of rpms is ever needed. */
export function rpmId(stream: Stream, counter: number, suffixIndex: number, arch: string): number {
  const archIndex = ARCHES.findIndex((one) => one === arch);
  return ((stream.index * MAX_SUFFIXES + suffixIndex) * MAX_VERSIONS + (counter % MAX_VERSIONS)) * 8 + archIndex + 8;
}

/** What an rpm's id says. `arch` undefined: no rpm has that id. */
export function rpmOfId(id: number) {
  const place = Math.floor((id - 8) / 8);
  const streamIndex = Math.floor(place / MAX_VERSIONS / MAX_SUFFIXES);
  return { streamIndex, counter: place % MAX_VERSIONS, arch: ARCHES[id % 8] };
}

export const binaryName = (component: Component, suffixIndex: number): string =>
  `${component.name.replace(/^python-/, "python3-")}${component.suffixes[suffixIndex] ?? ""}`;

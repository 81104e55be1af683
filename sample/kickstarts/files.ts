import { FRAGMENTS } from "./fragments.ts";

const live = (packages: string, more = "") => `%include aurora-live-base.ks
%include aurora-live-minimization.ks

part / --size 8576

%packages
${packages}
%end
${more}`;

const lab = (packages: string) => `%include aurora-live-labs.ks

%packages
${packages}
%end
`;

const DESKTOPS = {
  "aurora-live-desktop.ks": live(
    "@^workstation-product-environment\n@gnome-desktop\n-rhythmbox",
    `
%post
sed -i 's/^livesys_session=.*/livesys_session="gnome"/' /etc/sysconfig/livesys
%end
`,
  ),
  "aurora-live-plasma.ks": `# Plasma, as the KDE SIG wants it.
%include aurora-live-base.ks
%include aurora-live-minimization.ks
%include aurora-plasma-packages.ks

part / --size 8576 --fstype ext4

%packages
kde-l10n
-kdepim-addons
%end

%post
sed -i 's/^livesys_session=.*/livesys_session="kde"/' /etc/sysconfig/livesys
%end
`,
  "aurora-live-xfce.ks": `%include aurora-live-base.ks
%include aurora-live-minimization.ks
%include aurora-xfce-packages.ks

part / --size 6144
`,
  "aurora-live-lxqt.ks": live("@lxqt-desktop\n@lxqt-apps\nqterminal"),
  "aurora-live-cinnamon.ks": live("@cinnamon-desktop\n@libreoffice\nparole\n-hypercritical-tools"),
  "aurora-live-mate.ks": live("@mate-desktop\n@mate-applications\nf*-backgrounds-mate"),
  "aurora-live-sway.ks": live("@^sway-desktop-environment\nfoot\nwaybar\n-nano"),
  "aurora-live-tiling.ks": live("@i3 --nodefaults\ni3status\ndmenu\n-@^sway-desktop-environment"),
};

const LABS = {
  "aurora-live-astronomy.ks": lab("kstars\nstellarium\npython3-astropy\nastrometry-*"),
  "aurora-live-science.ks": lab("@engineering-and-scientific\noctave\nR\npython3-scipy\ntexlive-scheme-small"),
  "aurora-live-robotics.ks": lab("@robotics-suite\narduino"),
  "aurora-live-games.ks": lab("0ad\nwesnoth\nsupertuxkart\n-freeciv"),
  "aurora-live-music.ks": lab("ardour8\njack-audio-connection-kit\nqtractor"),
  "aurora-live-design.ks": lab("@design-suite\ninkscape\ngimp\nblender"),
  "aurora-live-security.ks": lab("@security-lab\nnmap\nwireshark"),
  "aurora-live-edu.ks": lab("@education\ngcompris-qt"),
  // What it says of the clock works, and is deprecated.
  "aurora-live-retro.ks": `%include aurora-live-base.ks

part / --size 5120
timezone Etc/UTC --isUtc

%packages
@window-managers
fvwm
%end
`,
  "aurora-live-rescue.ks": `%include aurora-live-base.ks
%include snippets/motd.ks

part / --size 4096

%packages
-@fonts
-@input-methods
-@multimedia
ddrescue
testdisk
%end
`,
};

const DISKS = {
  "aurora-disk-server-kvm.ks": `%include aurora-disk-base.ks
%include snippets/motd.ks

%packages
@^server-product-environment
@headless-management
qemu-guest-agent
%end
`,
  "aurora-disk-server-vsphere.ks": `%include aurora-disk-server-kvm.ks

%packages
-qemu-guest-agent
open-vm-tools
%end
`,
  "aurora-disk-cloud-vagrant.ks": `%include aurora-disk-base.ks

user --name=vagrant --password=vagrant
rootpw vagrant

%packages
rsync
sudo
%end

%post --erroronfail
echo "vagrant ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/vagrant
chmod 0440 /etc/sudoers.d/vagrant
%end
`,
  "aurora-arm-minimal.ks": `%include aurora-arm-base.ks

%packages
-@arm-tools
%end
`,
  "aurora-arm-iot-board.ks": `%include aurora-arm-base.ks

%packages
greenboot
podman
%end
`,
};

/** Each with something that a reviewer should have seen. None is built as it is now. */
const BROKEN = {
  // Written for a release long gone.
  "aurora-live-classic.ks": `install
auth --useshadow --passalgo=sha512
part / --size 5120
%include aurora-live-base.ks

%packages --nobase
@window-managers
twm
%end
`,
  // Built on a branch that still has its part of the disk; on main that was given up, and nobody looked here.
  "aurora-disk-legacy-server.ks": `%include aurora-disk-base.ks
%include aurora-disk-legacy-partitions.ks

bootloader --location=mbr --timeuot=1

%packages
@server
%end
`,
  "l10n/aurora-live-plasma-de_DE.ks": `%include ../aurora-live-plasma.ks
lang de_DE.UTF-8
keyboard de

%packages
hunspell-de
`,
  "l10n/aurora-live-xfce-fr_FR.ks": `%include ../aurora-livecd-xfce.ks
lang fr_FR.UTF-8
`,
};

/** The repository at its newest commit: every file by its path. */
export const FILES: Readonly<Record<string, string>> = {
  ...FRAGMENTS,
  "README.md": `# aurora-kickstarts

What Aurora's images are made from. \`aurora-live-*.ks\`, \`aurora-disk-*.ks\` and \`aurora-arm-*.ks\` are built; the others
are included by them. Who looks after which: \`maintainers.toml\`.
`,
  "maintainers.toml": `[spins.plasma.x86_64]
maintainers = [ "KDE SIG" ]
[spins.xfce.x86_64]
fas = [ "alice" ]
[spins.xfce.aarch64]
fas = [ "alice" ]
[labs.astronomy.x86_64]
maintainers = [ "Labs SIG" ]
[labs.science.x86_64]
maintainers = [ "Labs SIG" ]
[cloud.server_kvm.x86_64]
maintainers = [ "Cloud SIG" ]
`,
  ...DESKTOPS,
  ...LABS,
  ...DISKS,
  ...BROKEN,
};

// Written by `npm run language` from the files beside it.
import type { LanguageData } from '../../engine/compile/language.ts';

export const language = (): LanguageData => ({
 "frames": [
  {
   "name": "admins",
   "wish": "who may become root",
   "forms": [
    {
     "says": [
      "admin | administrator | superuser | sudoer | sudo | wheel | root rights | root access | root privileges | root permissions | root powers | become root | be root | root right | give root | grant root"
     ],
     "may": "rights access privileges permissions powers give grant make promote turn into use run with to as add group become member able of an take let gets get have user",
     "with": "whose",
     "off": "revoke, take, take away, remove, demote, strip",
     "turn": "switch",
     "present": true,
     "unlessSaid": "password | without",
     "roles": {
      "user": {
       "type": "users"
      }
     },
     "edits": [
      {
       "change": "users.users.$user.extraGroups",
       "items": [
        "wheel"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "auto-login",
   "wish": "somebody who is logged in when the desktop starts",
   "may": "log login logging logged in into session sign start boot boots desktop graphical screen prompt password asking ask entering typing computer machine when after on at to the system up go should be comes user as account gnome kde plasma xfce straight directly automatic automatically auto immediately by itself for of get autologin auto-login",
   "forms": [
    {
     "says": [
      "log | login | logged | logging | session | sign | signed | autologin | auto-login | autologging",
      "automatic | automatically | auto | straight | directly | autologin | auto-login | without password | without any password | without login | without asking | without screen | without prompt | without typing | without entering | without being asked | without graphical login | immediately | by itself"
     ],
     "with": "bootup",
     "consumes": "without password, without any password, without login, without asking, without screen, without prompt, without typing, without entering, without being asked, without graphical login",
     "roles": {
      "user": {
       "type": "users",
       "question": "Who should be logged in automatically?",
       "choices": [
        "enable auto login for $user"
       ],
       "insist": true
      }
     },
     "edits": [
      {
       "set": [
        "services.displayManager.autoLogin.enable",
        "services.xserver.displayManager.autoLogin.enable"
       ],
       "to": true
      },
      {
       "set": [
        "services.displayManager.autoLogin.user",
        "services.xserver.displayManager.autoLogin.user"
       ],
       "to": "$user"
      }
     ]
    }
   ]
  },
  {
   "name": "boot-menu",
   "wish": "how much the boot menu shows, and how long",
   "may": "boot booting loader bootloader menu entries entry generations generation configurations configuration systems kernels",
   "forms": [
    {
     "says": [
      "boot | bootloader | loader",
      "generation | entry | configuration | system | kernel | menu"
     ],
     "may": "keep show store list have want display offer remember contain old shorten in of",
     "with": "limit",
     "if": "boot.loader.systemd-boot.enable",
     "unless": "boot.loader.grub.enable",
     "roles": {
      "count": {
       "type": "amount",
       "least": 1,
       "most": 1000,
       "of": "plain",
       "question": "How many?"
      }
     },
     "consumes": "no more than, not more than",
     "edits": [
      {
       "set": "boot.loader.systemd-boot.configurationLimit",
       "to": "$count"
      }
     ]
    },
    {
     "says": [
      "boot | bootloader | loader | grub",
      "generation | entry | configuration | system | kernel | menu"
     ],
     "may": "keep show store list have want display offer remember contain old shorten in of",
     "with": "limit",
     "if": "boot.loader.grub.enable",
     "unless": "boot.loader.systemd-boot.enable",
     "roles": {
      "count": {
       "type": "amount",
       "least": 1,
       "most": 1000,
       "of": "plain",
       "question": "How many?"
      }
     },
     "consumes": "no more than, not more than",
     "edits": [
      {
       "set": "boot.loader.grub.configurationLimit",
       "to": "$count"
      }
     ]
    },
    {
     "says": [
      "boot | bootloader | loader",
      "wait | timeout | delay | second"
     ],
     "may": "second seconds wait show shown only just for on time of at",
     "roles": {
      "count": {
       "type": "amount",
       "unit": "seconds",
       "least": 0,
       "most": 3600
      }
     },
     "edits": [
      {
       "set": "boot.loader.timeout",
       "to": "$count"
      }
     ]
    },
    {
     "says": [
      "splash | animation"
     ],
     "may": "show use display graphical screen at on during",
     "turn": "switch",
     "edits": [
      {
       "set": "boot.plymouth.enable",
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "clock",
   "wish": "the time of the host",
   "may": "system local clock time zone timezone tz run runs show adjust follow correct is be in on to set for as of the used",
   "forms": [
    {
     "says": [
      "timezone | time zone | tz | clock | local time | time"
     ],
     "may": "change switch",
     "unlessSaid": "ntp | sync | synchronize | synchronise | server | hardware | rtc",
     "roles": {
      "zone": {
       "type": "zone"
      }
     },
     "edits": [
      {
       "set": "time.timeZone",
       "to": "$zone"
      }
     ]
    },
    {
     "says": [
      "hardware clock | rtc | real time clock",
      "local time | localtime"
     ],
     "may": "keep hardware real rtc",
     "turn": "switch",
     "edits": [
      {
       "set": "time.hardwareClockInLocalTime",
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "deleted-users",
   "wish": "an account that goes",
   "forms": [
    {
     "says": [
      "delete | remove | drop | unwant | get rid of"
     ],
     "may": "user account the login of",
     "turn": "any",
     "roles": {
      "user": {
       "type": "users",
       "known": true
      }
     },
     "ask": "Deleting user '${user}' leaves the files in their home without an owner. Remove the definition by hand, or take away their rights instead?"
    }
   ]
  },
  {
   "name": "docker-leftovers",
   "wish": "leftovers of Docker that go by themselves",
   "forms": [
    {
     "says": [
      "docker",
      "prune | clean | clean up | delete | remove | purge | clear | collect | throw away | pruning",
      "image | container | volume | leftover | garbage | old | unused | dangling | prune | pruning | automatically"
     ],
     "may": "old unused dangling images containers volumes leftovers garbage and up clean automatic automatically remove delete purge prune throw away auto pruning",
     "with": "regular",
     "turn": "any",
     "unlessSaid": "not | never | stop | disable | off | uninstall",
     "needs": "every | daily | weekly | nightly | monthly | automatically | automatic | regularly | auto | hourly | once a week | each",
     "roles": {
      "when": {
       "type": "schedule",
       "optional": true
      }
     },
     "edits": [
      {
       "set": "virtualisation.docker.autoPrune.enable",
       "to": true
      },
      {
       "set": "virtualisation.docker.autoPrune.dates",
       "to": "$when"
      }
     ]
    }
   ]
  },
  {
   "name": "drivers",
   "wish": "drivers of printers and graphics cards",
   "forms": [
    {
     "says": [
      "printer | printing | print | cups | laser | inkjet",
      "driver | support | hp | brother | epson | canon | samsung"
     ],
     "may": "printer printers printing driver drivers cups laser inkjet is an install get use for of it have",
     "roles": {
      "driver": {
       "type": "choices",
       "words": {
        "hp": "pkgs.hplip",
        "hplip": "pkgs.hplip",
        "brother": "pkgs.brlaser",
        "brlaser": "pkgs.brlaser",
        "epson": "pkgs.epson-escpr",
        "gutenprint": "pkgs.gutenprint",
        "samsung": "pkgs.splix",
        "splix": "pkgs.splix",
        "foo2zjs": "pkgs.foo2zjs",
        "canon": "pkgs.cnijfilter2"
       }
      }
     },
     "edits": [
      {
       "add": "services.printing.drivers",
       "items": [
        "$driver"
       ]
      }
     ]
    },
    {
     "says": [
      "nvidia | nouveau | amdgpu | radeon | modesetting | vesa | intel",
      "driver | card | gpu | graphics"
     ],
     "may": "driver drivers card gpu graphics video proprietary nonfree official x11 xorg install use set to",
     "roles": {
      "driver": {
       "type": "choice",
       "words": {
        "nvidia": "nvidia",
        "nouveau": "nouveau",
        "amdgpu": "amdgpu",
        "radeon": "radeon",
        "modesetting": "modesetting",
        "vesa": "vesa",
        "intel": "intel"
       }
      }
     },
     "edits": [
      {
       "set": "services.xserver.videoDrivers",
       "to": [
        "$driver"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "emulation",
   "wish": "programs of other machines",
   "forms": [
    {
     "says": [
      "run | build | emulate | emulation | emulator | binary | binfmt | qemu | support | program | execute"
     ],
     "may": "run build binary binaries programs for via through with qemu emulation emulate able packages binfmt support emulated be to",
     "roles": {
      "machine": {
       "type": "words",
       "form": "(?:aarch64|armv[67]l|i686|riscv64|x86_64)-linux"
      }
     },
     "edits": [
      {
       "add": "boot.binfmt.emulatedSystems",
       "items": [
        "$machine"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "environment",
   "wish": "aliases and variables of the shell",
   "may": "add define make create set want shell new global system wide environment session variable variables called named everyone for a",
   "forms": [
    {
     "says": [
      "alias | shorthand"
     ],
     "roles": {
      "name": {
       "type": "assigned-name",
       "after": "alias shorthand called named"
      },
      "value": {
       "type": "assigned-value"
      }
     },
     "edits": [
      {
       "set": "environment.shellAliases.$name",
       "to": "$value"
      }
     ]
    },
    {
     "says": [
      "variable",
      "environment | env | session | shell"
     ],
     "roles": {
      "name": {
       "type": "assigned-name",
       "after": "variable called named"
      },
      "value": {
       "type": "assigned-value"
      }
     },
     "edits": [
      {
       "set": "environment.variables.$name",
       "to": "$value"
      }
     ]
    }
   ]
  },
  {
   "name": "file-systems",
   "wish": "file systems that the host can read",
   "forms": [
    {
     "says": [
      "ntfs | exfat | btrfs | zfs | xfs | f2fs | nfs | cifs | ext4 | vfat | jfs | reiserfs | bcachefs | hfsplus",
      "support | supported | mount | read | write | open | access | filesystem | file system | partition | drive | disk | stick | formatted"
     ],
     "may": "mount read write support filesystem filesystems file system systems open access drive drives disk disks stick sticks partition partitions usb external formatted for be install",
     "roles": {
      "name": {
       "type": "choices",
       "words": {
        "ntfs": "ntfs",
        "exfat": "exfat",
        "btrfs": "btrfs",
        "zfs": "zfs",
        "xfs": "xfs",
        "f2fs": "f2fs",
        "nfs": "nfs",
        "cifs": "cifs",
        "ext4": "ext4",
        "vfat": "vfat",
        "jfs": "jfs",
        "reiserfs": "reiserfs",
        "bcachefs": "bcachefs",
        "hfsplus": "hfsplus"
       }
      }
     },
     "edits": [
      {
       "add": "boot.supportedFilesystems",
       "items": [
        "$name"
       ]
      }
     ]
    },
    {
     "says": [
      "ntfs | exfat | btrfs | zfs | xfs | f2fs | cifs | ext4 | vfat | jfs | reiserfs | bcachefs | hfsplus",
      "enable | support | add"
     ],
     "roles": {
      "name": {
       "type": "choices",
       "words": {
        "ntfs": "ntfs",
        "exfat": "exfat",
        "btrfs": "btrfs",
        "zfs": "zfs",
        "xfs": "xfs",
        "f2fs": "f2fs",
        "cifs": "cifs",
        "ext4": "ext4",
        "vfat": "vfat",
        "jfs": "jfs",
        "reiserfs": "reiserfs",
        "bcachefs": "bcachefs",
        "hfsplus": "hfsplus"
       }
      }
     },
     "edits": [
      {
       "add": "boot.supportedFilesystems",
       "items": [
        "$name"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "fonts",
   "wish": "fonts for everybody",
   "may": "font fonts typeface typefaces family families system to as well available install get have also want need for use packages",
   "forms": [
    {
     "says": [
      "font | typeface"
     ],
     "unlessSaid": "console",
     "roles": {
      "font": {
       "type": "font"
      }
     },
     "edits": [
      {
       "add": [
        "fonts.packages",
        "fonts.fonts"
       ],
       "items": [
        "$font"
       ]
      }
     ]
    },
    {
     "says": [
      "font | typeface",
      "remove | uninstall | delete"
     ],
     "turn": "any",
     "roles": {
      "font": {
       "type": "font"
      }
     },
     "edits": [
      {
       "remove": [
        "fonts.packages",
        "fonts.fonts"
       ],
       "items": [
        "$font"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "garbage",
   "wish": "garbage that is collected by itself",
   "may": "garbage collection collections collector gc nix store old unused packages generations generation system collect clean up cleaning cleanup delete remove deleted removed purge prune clear out free automatic automatically run do schedule throw away expire drop discard profiles profile any all that they when once are is at each again",
   "forms": [
    {
     "says": [
      "garbage | gc | store | generation | unused package | old package | profile"
     ],
     "with": "regular",
     "roles": {
      "when": {
       "type": "schedule"
      }
     },
     "turn": "any",
     "unlessSaid": "optimise | optimize | deduplicate | docker | images | older | not | never | stop | disable | boot | menu",
     "edits": [
      {
       "set": "nix.gc.automatic",
       "to": true
      },
      {
       "set": "nix.gc.dates",
       "to": "$when"
      }
     ]
    },
    {
     "says": [
      "generation",
      "delete | clean | remove | collect | purge | prune | clear | expire | drop"
     ],
     "with": "regular",
     "roles": {
      "when": {
       "type": "schedule"
      }
     },
     "turn": "any",
     "unlessSaid": "docker | images | older | not | never | stop | disable | boot | menu | than | week old | days old",
     "edits": [
      {
       "set": "nix.gc.automatic",
       "to": true
      },
      {
       "set": "nix.gc.dates",
       "to": "$when"
      },
      {
       "set": "nix.gc.options",
       "to": "--delete-older-than 30d"
      }
     ]
    },
    {
     "says": [
      "garbage | gc | generation | store | profile",
      "automatic | automatically | auto | regularly | by itself | every | once | unattended | daily | weekly | nightly | monthly"
     ],
     "may": "older than after week weeks once",
     "roles": {
      "when": {
       "type": "schedule",
       "optional": true
      },
      "age": {
       "type": "age"
      }
     },
     "turn": "any",
     "unlessSaid": "docker | not | never | boot | menu",
     "edits": [
      {
       "set": "nix.gc.automatic",
       "to": true
      },
      {
       "set": "nix.gc.dates",
       "to": "$when"
      },
      {
       "set": "nix.gc.options",
       "to": "--delete-older-than $age"
      }
     ]
    },
    {
     "says": [
      "generation | garbage",
      "older than"
     ],
     "may": "older than",
     "roles": {
      "when": {
       "type": "schedule"
      },
      "age": {
       "type": "age"
      }
     },
     "turn": "any",
     "unlessSaid": "not | never",
     "edits": [
      {
       "set": "nix.gc.automatic",
       "to": true
      },
      {
       "set": "nix.gc.dates",
       "to": "$when"
      },
      {
       "set": "nix.gc.options",
       "to": "--delete-older-than $age"
      }
     ]
    },
    {
     "says": [
      "garbage | gc | store",
      "automatic | automatically | auto | regularly | by itself | unattended"
     ],
     "turn": "any",
     "unlessSaid": "optimise | optimize | deduplicate | docker | not | never | stop | disable | turn off | switch off | off | generation | generations",
     "edits": [
      {
       "set": "nix.gc.automatic",
       "to": true
      }
     ]
    },
    {
     "says": [
      "generation",
      "automatic | automatically | auto | regularly | by itself | unattended"
     ],
     "turn": "any",
     "unlessSaid": "docker | not | never | stop | disable | off | boot | older",
     "edits": [
      {
       "set": "nix.gc.automatic",
       "to": true
      },
      {
       "set": "nix.gc.options",
       "to": "--delete-older-than 30d"
      }
     ]
    },
    {
     "says": [
      "garbage | gc",
      "automatic | automatically | auto | collection | collector"
     ],
     "turn": "off",
     "off": "stop, disable",
     "edits": [
      {
       "set": "nix.gc.automatic",
       "to": false
      }
     ]
    },
    {
     "says": [
      "keep | hold"
     ],
     "may": "last for of",
     "near": "gc | garbage | generations | nix store",
     "roles": {
      "age": {
       "type": "age"
      }
     },
     "edits": [
      {
       "set": "nix.gc.options",
       "to": "--delete-older-than $age"
      }
     ]
    }
   ]
  },
  {
   "name": "groups",
   "wish": "which groups somebody is in",
   "forms": [
    {
     "says": [
      "group | member"
     ],
     "may": "add put make to in into out of from user kick throw take member groups belong join",
     "with": "whose",
     "off": "remove, drop, take, kick, throw, out of",
     "turn": "switch",
     "roles": {
      "group": {
       "type": "group"
      },
      "user": {
       "type": "users"
      }
     },
     "edits": [
      {
       "change": "users.users.$user.extraGroups",
       "items": [
        "$group"
       ]
      }
     ]
    },
    {
     "says": [
      "add | put | remove | drop | take | kick | throw | in",
      "to | in | into | from | out of"
     ],
     "may": "user group",
     "with": "whose",
     "off": "remove, drop, take, kick, throw",
     "turn": "switch",
     "roles": {
      "group": {
       "type": "group",
       "known": true
      },
      "user": {
       "type": "users",
       "known": true
      }
     },
     "edits": [
      {
       "change": "users.users.$user.extraGroups",
       "items": [
        "$group"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "hardware",
   "wish": "what the hardware does",
   "forms": [
    {
     "says": [
      "microcode",
      "intel"
     ],
     "may": "update updates install load current cpu processor patches apply date new newest latest",
     "turn": "switch",
     "edits": [
      {
       "set": "hardware.cpu.intel.updateMicrocode",
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "microcode",
      "amd"
     ],
     "may": "update updates install load current cpu processor patches apply date new newest latest",
     "turn": "switch",
     "edits": [
      {
       "set": "hardware.cpu.amd.updateMicrocode",
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "cpu | processor | governor | core",
      "performance | powersave | ondemand | schedutil | conservative"
     ],
     "may": "run mode in always governor scaling frequency at under cpu processor clock on to use as",
     "roles": {
      "governor": {
       "type": "choice",
       "words": {
        "performance": "performance",
        "powersave": "powersave",
        "ondemand": "ondemand",
        "schedutil": "schedutil",
        "conservative": "conservative"
       }
      }
     },
     "edits": [
      {
       "set": "powerManagement.cpuFreqGovernor",
       "to": "$governor"
      }
     ]
    },
    {
     "says": [
      "wifi | wireless | wlan",
      "power save | power saving | powersave | powersaving | power management"
     ],
     "may": "mode card for feature power save saving on the",
     "turn": "switch",
     "edits": [
      {
       "set": "networking.networkmanager.wifi.powersave",
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "smart | health | failing | failure",
      "disk | drive | ssd | hdd | hard disk"
     ],
     "may": "monitor monitoring watch check smart health status hard disk drive state warn when fails for signs failure failures eye of",
     "turn": "switch",
     "edits": [
      {
       "set": "services.smartd.enable",
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "trim",
      "ssd | ssds | disk | drive | regularly | periodically | automatically | weekly"
     ],
     "may": "regularly periodically automatically weekly ssd disk drive run",
     "turn": "switch",
     "edits": [
      {
       "set": "services.fstrim.enable",
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "zram",
      "percent | percentage | memory | ram"
     ],
     "may": "swap of memory ram with at to percent use size compressed",
     "roles": {
      "share": {
       "type": "amount",
       "least": 1,
       "most": 100,
       "unit": "percent"
      }
     },
     "edits": [
      {
       "set": "zramSwap.enable",
       "to": true
      },
      {
       "set": "zramSwap.memoryPercent",
       "to": "$share"
      }
     ]
    }
   ]
  },
  {
   "name": "history",
   "wish": "what was done, and how things are",
   "forms": [
    {
     "says": [
      "changed | change | changes | did | done | happened | history",
      "last | lately | recently | yesterday | today | week | previous | past | ago | since | time | monday | tuesday | wednesday | thursday | friday | saturday | sunday | who | when | what"
     ],
     "may": "what show list tell who when time been machine system box here computer server change month day days few made most in happened i we you the on to",
     "turn": "any",
     "unlessSaid": "undo | revert | back | every | set | zone",
     "needs": "what | show | list | tell | who | when | history",
     "task": "history"
    },
    {
     "says": [
      "fine | ok | okay | healthy | health | status | state | how | running | alright | well",
      "system | machine | everything | computer | server | services | box | host"
     ],
     "may": "how doing is are all right check tell show in good shape doing up which my the everything it",
     "turn": "any",
     "needs": "how | is | are | check | tell | show | status | which",
     "task": "status"
    }
   ]
  },
  {
   "name": "host-name",
   "wish": "the name of the host",
   "may": "hostname host computer machine system server name called named rename call be is to as = new change set box of laptop my this from",
   "forms": [
    {
     "says": [
      "hostname | host name | computer name | machine name | system name | server name | name of computer | name of machine | name of host | name of system | \"computer 's name\" | \"machine 's name\" | \"host 's name\""
     ],
     "roles": {
      "old": {
       "type": "own-name",
       "after": "from",
       "optional": true
      },
      "name": {
       "type": "host-name",
       "question": "What should the host be called?"
      }
     },
     "edits": [
      {
       "set": "networking.hostName",
       "to": "$name"
      }
     ]
    },
    {
     "says": [
      "rename | call | called | name | named",
      "computer | machine | host | system | server | box | laptop"
     ],
     "roles": {
      "name": {
       "type": "host-name"
      }
     },
     "edits": [
      {
       "set": "networking.hostName",
       "to": "$name"
      }
     ]
    }
   ]
  },
  {
   "name": "intruders",
   "wish": "strangers who try passwords",
   "forms": [
    {
     "says": [
      "ban | block | stop",
      "ip | ips | host | attacker | address | addresses | ip address",
      "failed | brute | repeated | too many"
     ],
     "may": "after logins login attempts failed too many repeated several force addresses address ip who try that",
     "turn": "any",
     "edits": [
      {
       "set": "services.fail2ban.enable",
       "to": true
      }
     ]
    }
   ]
  },
  {
   "name": "journal",
   "wish": "how large the journal grows, and how long it is kept",
   "may": "journal journald systemd log logs system file files disk usage size limit of in",
   "forms": [
    {
     "says": [
      "journal | journald | log"
     ],
     "with": "limit",
     "may": "use take have occupy grow to need shrink get become",
     "consumes": "not more than, no more than, not exceed, not use more than, not get larger than, not grow beyond, not grow over, not be larger than, not be bigger than, not take more than, not become larger than",
     "roles": {
      "size": {
       "type": "size"
      }
     },
     "edits": [
      {
       "set": "services.journald.extraConfig",
       "to": "SystemMaxUse=$size"
      }
     ]
    },
    {
     "says": [
      "journal | journald | log",
      "keep | kept | store | hold | delete | remove | drop | clean | throw away | retain"
     ],
     "may": "for after older than only delete remove drop clean up throw away be old",
     "turn": "any",
     "roles": {
      "span": {
       "type": "span"
      }
     },
     "edits": [
      {
       "set": "services.journald.extraConfig",
       "to": "MaxRetentionSec=$span"
      }
     ]
    }
   ]
  },
  {
   "name": "kernel-modules",
   "wish": "modules and parameters of the kernel",
   "may": "kernel module modules driver drivers linux at boot startup load loaded loading automatically always during the be must should",
   "forms": [
    {
     "says": [
      "load | loaded | loading",
      "module | driver"
     ],
     "turn": "on",
     "roles": {
      "name": {
       "type": "words",
       "form": "[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*"
      }
     },
     "edits": [
      {
       "add": "boot.kernelModules",
       "items": [
        "$name"
       ]
      }
     ]
    },
    {
     "says": [
      "load | loaded | loading",
      "module | driver"
     ],
     "turn": "off",
     "roles": {
      "name": {
       "type": "words",
       "form": "[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*"
      }
     },
     "edits": [
      {
       "add": "boot.blacklistedKernelModules",
       "items": [
        "$name"
       ]
      }
     ]
    },
    {
     "says": [
      "blacklist | blacklisted"
     ],
     "roles": {
      "name": {
       "type": "words",
       "form": "[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*"
      }
     },
     "edits": [
      {
       "add": "boot.blacklistedKernelModules",
       "items": [
        "$name"
       ]
      }
     ]
    },
    {
     "says": [
      "pass | give | append | hand | add | set | boot with | parameter | param | argument | command line",
      "kernel | boot"
     ],
     "may": "parameter parameters param params argument arguments option options flag flags command line boot pass give append hand to with",
     "roles": {
      "name": {
       "type": "words",
       "form": "[A-Za-z][A-Za-z0-9_.-]*(?:=[^ ]+)?"
      }
     },
     "needs": "parameter | param | argument | option | flag | command line | pass | hand",
     "edits": [
      {
       "add": "boot.kernelParams",
       "items": [
        "$name"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "kernel",
   "wish": "which Linux kernel boots",
   "forms": [
    {
     "says": [
      "kernel | linux"
     ],
     "may": "linux kernel version stable use boot install run switch move upgrade update get to want package packages going running",
     "roles": {
      "kernel": {
       "type": "kernel"
      }
     },
     "edits": [
      {
       "set": "boot.kernelPackages",
       "to": "$kernel"
      }
     ]
    }
   ]
  },
  {
   "name": "keyboard",
   "wish": "the keyboard",
   "may": "keyboard keyboards layout keymap map keys key set use switch change have want need type typing as with make xkb be in to on for a",
   "forms": [
    {
     "says": [
      "keyboard | layout | keymap | key map"
     ],
     "if": "services.xserver.enable",
     "unlessSaid": "console | tty | terminal | variant",
     "roles": {
      "layout": {
       "type": "layout"
      }
     },
     "edits": [
      {
       "set": [
        "services.xserver.xkb.layout",
        "services.xserver.layout"
       ],
       "to": "$layout"
      }
     ]
    },
    {
     "says": [
      "keyboard | layout | keymap | key map"
     ],
     "unless": "services.xserver.enable",
     "unlessSaid": "variant",
     "may": "console tty terminal text",
     "roles": {
      "layout": {
       "type": "layout",
       "of": "console"
      }
     },
     "edits": [
      {
       "set": "console.keyMap",
       "to": "$layout"
      }
     ]
    },
    {
     "says": [
      "keyboard | layout | keymap | key map",
      "console | tty | terminal"
     ],
     "may": "text",
     "if": "services.xserver.enable",
     "roles": {
      "layout": {
       "type": "layout",
       "of": "console"
      }
     },
     "edits": [
      {
       "set": "console.keyMap",
       "to": "$layout"
      }
     ]
    },
    {
     "says": [
      "dvorak | colemak | workman | neo | bepo | dvp",
      "layout | keyboard | keymap | variant"
     ],
     "may": "variant",
     "if": "services.xserver.enable",
     "roles": {
      "variant": {
       "type": "choice",
       "words": {
        "dvorak": "dvorak",
        "colemak": "colemak",
        "workman": "workman",
        "neo": "neo",
        "bepo": "bepo",
        "dvp": "dvp"
       }
      }
     },
     "edits": [
      {
       "set": [
        "services.xserver.xkb.variant",
        "services.xserver.xkbVariant"
       ],
       "to": "$variant"
      }
     ]
    },
    {
     "says": [
      "caps | capslock | caps lock",
      "escape | esc",
      "swap | exchange | swapped | exchanged"
     ],
     "may": "caps lock other each around round and",
     "edits": [
      {
       "set": [
        "services.xserver.xkb.options",
        "services.xserver.xkbOptions"
       ],
       "to": "caps:swapescape"
      }
     ]
    },
    {
     "says": [
      "caps | capslock | caps lock",
      "ctrl | control",
      "swap | exchange | swapped | exchanged"
     ],
     "may": "caps lock other each around round and",
     "edits": [
      {
       "set": [
        "services.xserver.xkb.options",
        "services.xserver.xkbOptions"
       ],
       "to": "ctrl:swapcaps"
      }
     ]
    },
    {
     "says": [
      "alt",
      "win | super | meta | windows",
      "swap | exchange | swapped | exchanged"
     ],
     "may": "other each around round and",
     "edits": [
      {
       "set": [
        "services.xserver.xkb.options",
        "services.xserver.xkbOptions"
       ],
       "to": "altwin:swap_alt_win"
      }
     ]
    },
    {
     "says": [
      "alt",
      "ctrl | control",
      "swap | exchange | swapped | exchanged"
     ],
     "may": "other each around round and left",
     "edits": [
      {
       "set": [
        "services.xserver.xkb.options",
        "services.xserver.xkbOptions"
       ],
       "to": "ctrl:swap_lalt_lctl"
      }
     ]
    },
    {
     "says": [
      "caps | capslock | caps lock",
      "escape | esc"
     ],
     "may": "caps lock map turn remap into act acts work works become behave like another additional extra instead of",
     "unlessSaid": "swap | exchange",
     "edits": [
      {
       "set": [
        "services.xserver.xkb.options",
        "services.xserver.xkbOptions"
       ],
       "to": "caps:escape"
      }
     ]
    },
    {
     "says": [
      "caps | capslock | caps lock",
      "ctrl | control"
     ],
     "may": "caps lock map turn remap into act acts work works become behave like another additional extra instead of",
     "unlessSaid": "swap | exchange",
     "edits": [
      {
       "set": [
        "services.xserver.xkb.options",
        "services.xserver.xkbOptions"
       ],
       "to": "ctrl:nocaps"
      }
     ]
    }
   ]
  },
  {
   "name": "lid",
   "wish": "what closing the lid does",
   "forms": [
    {
     "says": [
      "lid"
     ],
     "may": "close closing closed closes shut shutting when if after on switch action to do i is set",
     "roles": {
      "action": {
       "type": "choice",
       "words": {
        "suspend": "suspend",
        "sleep": "suspend",
        "hibernate": "hibernate",
        "lock": "lock",
        "poweroff": "poweroff",
        "ignore": "ignore",
        "hybrid-sleep": "hybrid-sleep"
       }
      }
     },
     "edits": [
      {
       "set": "services.logind.lidSwitch",
       "to": "$action"
      }
     ]
    },
    {
     "says": [
      "lid",
      "do not suspend | do nothing | nothing | not put | not go | not make | not send | keep running | not sleep | stay on | stay awake"
     ],
     "may": "close closing closed closes shut shutting when if after on switch action to do i is set suspend running awake stay keep put go send make sleep laptop machine computer",
     "turn": "any",
     "edits": [
      {
       "set": "services.logind.lidSwitch",
       "to": "ignore"
      }
     ]
    }
   ]
  },
  {
   "name": "locale",
   "wish": "the language of the host, and how things are written",
   "forms": [
    {
     "says": [
      "locale | language"
     ],
     "may": "default system interface change switch to use as be in the set for messages whole machine computer",
     "roles": {
      "locale": {
       "type": "locale"
      }
     },
     "edits": [
      {
       "set": "i18n.defaultLocale",
       "to": "$locale"
      }
     ]
    },
    {
     "says": [
      "date | time | number | currency | money | paper | measurement | unit | address | telephone | sorting",
      "format | formatting | size | notation | style | written | unit"
     ],
     "may": "text texts language locale interface message messages system display show write written way have menus english in the with but formats",
     "roles": {
      "category": {
       "type": "choice",
       "words": {
        "date": "LC_TIME",
        "dates": "LC_TIME",
        "time": "LC_TIME",
        "times": "LC_TIME",
        "number": "LC_NUMERIC",
        "numbers": "LC_NUMERIC",
        "currency": "LC_MONETARY",
        "money": "LC_MONETARY",
        "paper": "LC_PAPER",
        "measurement": "LC_MEASUREMENT",
        "measurements": "LC_MEASUREMENT",
        "units": "LC_MEASUREMENT",
        "address": "LC_ADDRESS",
        "telephone": "LC_TELEPHONE",
        "sorting": "LC_COLLATE"
       }
      },
      "locale": {
       "type": "locale-before"
      }
     },
     "edits": [
      {
       "set": "i18n.extraLocaleSettings.$category",
       "to": "$locale"
      }
     ]
    }
   ]
  },
  {
   "name": "name-resolution",
   "wish": "servers for names, time and the way out",
   "forms": [
    {
     "says": [
      "dns | nameserver | resolve | resolver | name server"
     ],
     "may": "server servers name names use lookup lookups hostnames hosts ask query go going through via as for to with by",
     "roles": {
      "server": {
       "type": "addresses"
      }
     },
     "consumes": "only, just, nothing but",
     "edits": [
      {
       "put": [
        "networking.nameservers"
       ],
       "items": [
        "$server"
       ]
      }
     ]
    },
    {
     "says": [
      "ntp | time | clock",
      "server | sync | synchronise | synchronize | ntp"
     ],
     "may": "ntp time clock sync synchronise synchronize server servers from against with as the",
     "roles": {
      "server": {
       "type": "domains"
      }
     },
     "consumes": "only",
     "edits": [
      {
       "put": [
        "networking.timeServers"
       ],
       "items": [
        "$server"
       ]
      }
     ]
    },
    {
     "says": [
      "proxy"
     ],
     "may": "http https web default go through traffic everything all internet connections network as for use",
     "roles": {
      "url": {
       "type": "urls"
      }
     },
     "edits": [
      {
       "set": "networking.proxy.default",
       "to": "$url"
      }
     ]
    }
   ]
  },
  {
   "name": "network",
   "wish": "addresses and names in the network",
   "forms": [
    {
     "says": [
      "ip | address | static | fixed | ipv4"
     ],
     "may": "ip address ipv4 interface card network nic static fixed default gateway router route through configure assign set give have use its up with via on for",
     "roles": {
      "interface": {
       "type": "interface"
      },
      "network": {
       "type": "network"
      },
      "gateway": {
       "type": "address",
       "optional": true
      }
     },
     "edits": [
      {
       "add": "networking.interfaces.$interface.ipv4.addresses",
       "items": [
        "$network"
       ]
      },
      {
       "set": "networking.defaultGateway",
       "to": "$gateway"
      }
     ]
    },
    {
     "says": [
      "point | resolve | map | entry | hosts | lead | name | alias | known"
     ],
     "may": "host hosts file entry address ip dns name know as alias add machine to resolve point called",
     "roles": {
      "address": {
       "type": "address"
      },
      "name": {
       "type": "host-alias"
      }
     },
     "edits": [
      {
       "add": "networking.hosts.$address",
       "items": [
        "$name"
       ]
      }
     ]
    },
    {
     "says": [
      "trust | trusted"
     ],
     "may": "everything anything all traffic packet packets come comes coming arrive arrives network interface interfaces firewall whatever from into in on the",
     "roles": {
      "interface": {
       "type": "interfaces"
      }
     },
     "edits": [
      {
       "add": "networking.firewall.trustedInterfaces",
       "items": [
        "$interface"
       ]
      }
     ]
    },
    {
     "says": [
      "ip forwarding | ipv4 forwarding | packet forwarding | forward packet | route packet | forward ip | route ip"
     ],
     "may": "ip ipv4 packets forwarding forward route packet",
     "turn": "switch",
     "edits": [
      {
       "set": "boot.kernel.sysctl.\"net.ipv4.ip_forward\"",
       "to": 1,
       "turn": "on"
      },
      {
       "set": "boot.kernel.sysctl.\"net.ipv4.ip_forward\"",
       "to": 0,
       "turn": "off"
      }
     ]
    }
   ]
  },
  {
   "name": "nix",
   "wish": "how Nix builds",
   "may": "nix build builds building",
   "forms": [
    {
     "says": [
      "job | build",
      "parallel | once | time | concurrent | simultaneous | simultaneously | job"
     ],
     "may": "parallel in at same time run job maximum max most limit number up concurrent simultaneously more than to of",
     "consumes": "no more than, not more than",
     "roles": {
      "count": {
       "type": "amount",
       "least": 1,
       "most": 1024,
       "of": "plain"
      }
     },
     "edits": [
      {
       "set": [
        "nix.settings.max-jobs",
        "nix.maxJobs"
       ],
       "to": "$count"
      }
     ]
    },
    {
     "says": [
      "core | cpu",
      "build | compiling | compile"
     ],
     "may": "per for with on maximum max most limit number compiling compile only to use of",
     "roles": {
      "count": {
       "type": "amount",
       "least": 1,
       "most": 1024,
       "of": "plain"
      }
     },
     "edits": [
      {
       "set": [
        "nix.settings.cores",
        "nix.buildCores"
       ],
       "to": "$count"
      }
     ]
    },
    {
     "says": [
      "sandbox | sandboxing | sandboxed",
      "build | nix"
     ],
     "may": "inside in for of",
     "turn": "switch",
     "edits": [
      {
       "set": [
        "nix.settings.sandbox",
        "nix.useSandbox"
       ],
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "cache | substituter"
     ],
     "may": "binary another additional extra new from fetch download packages as",
     "roles": {
      "url": {
       "type": "urls"
      }
     },
     "edits": [
      {
       "add": [
        "nix.settings.substituters",
        "nix.binaryCaches"
       ],
       "items": [
        "$url"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "operations",
   "wish": "something that is done once",
   "may": "the a to of it that this please",
   "forms": [
    {
     "says": [
      "back | undo | undone | revert | restore | rollback | return | reverse",
      "before | previous | earlier | last | was | were | prior | changed | change | latest | did | broke | worked | former | yesterday | upgrade | update"
     ],
     "may": "put bring take go get everything thing things system configuration config generation state way how again old version machine working one me just what whatever roll step settings setting switch boot use activate change changes did you nixos upgrade update run recent most i we broke worked time back",
     "turn": "any",
     "task": "rollback"
    },
    {
     "says": [
      "roll",
      "back"
     ],
     "may": "system configuration config everything you did me us it that all",
     "turn": "any",
     "task": "rollback"
    },
    {
     "says": [
      "everything | all packages | system | all",
      "current | up to date | latest | newest"
     ],
     "may": "get bring make keep to the be version versions state of packages",
     "turn": "any",
     "task": "upgrade"
    },
    {
     "says": [
      "rollback | roll back | undo | revert"
     ],
     "may": "system configuration config everything you did me us back it that roll undo all",
     "turn": "any",
     "task": "rollback"
    },
    {
     "says": [
      "go back | step back | roll back | switch back",
      "generation | step"
     ],
     "may": "one a go back step roll generation switch",
     "turn": "any",
     "task": "rollback"
    },
    {
     "says": [
      "disk | space | drive | storage | store | partition | root | room",
      "full | free | reclaim | low | fill | filling | room | running | running out | save | regain | clear | make",
      "delete | clean | free | remove | reclaim | throw | clear | purge | collect | room | space | save | regain",
      "old | unused | garbage | unneeded | space | generation | room | stuff"
     ],
     "may": "old stuff things thing nearly almost is getting unused packages generations some make more hard out junk nix gb for any ran running system unneeded on disk up again i am we are so need hardly left there any no little",
     "turn": "any",
     "unlessSaid": "automatically | every | weekly | daily | monthly | regularly | docker",
     "task": "collect-garbage"
    },
    {
     "says": [
      "clean | cleanup | tidy | prune",
      "disk | system | store | space | garbage | old stuff | old thing | nix | up"
     ],
     "may": "up disk space nix store system old stuff things garbage junk some",
     "turn": "any",
     "unlessSaid": "automatically | every | weekly | daily | monthly | regularly | docker | tmp",
     "task": "collect-garbage"
    },
    {
     "says": [
      "collect | run | do | perform | start | garbage",
      "garbage | gc | garbage collection"
     ],
     "may": "nix garbage collection collector gc collect once now",
     "turn": "any",
     "unlessSaid": "automatically | every | weekly | daily | monthly | regularly | nightly | automatic | schedule | stop | disable | not",
     "task": "collect-garbage"
    },
    {
     "says": [
      "delete | remove | clean | purge | throw away | get rid of | drop | clear | prune",
      "old | unused | obsolete | stale | previous",
      "generation | package | store path | path | system"
     ],
     "may": "all system generations packages store paths every my any up out",
     "turn": "any",
     "unlessSaid": "automatically | every | weekly | daily | monthly | regularly | than | docker | menu | boot",
     "task": "collect-garbage"
    },
    {
     "says": [
      "update | upgrade | newest | latest | up-to-date | uptodate | up to date | actualize | actualise | refresh | catch up",
      "everything | system | all | package | software | nixos | machine | version | update | computer | os | server | box | host"
     ],
     "may": "bring get install date whole installed available current new fetch apply to up all of full complete do run perform make be current latest newest version versions pending pull security patches keep with move on stable",
     "turn": "any",
     "unlessSaid": "automatically | automatic | every | weekly | daily | nightly | kernel | firmware | microcode | itself | unattended | auto",
     "task": "upgrade"
    },
    {
     "says": [
      "update | upgrade"
     ],
     "may": "now",
     "turn": "any",
     "task": "upgrade"
    },
    {
     "says": [
      "generation"
     ],
     "may": "go back roll rollback revert return switch boot activate use number to",
     "turn": "any",
     "roles": {
      "number": {
       "type": "amount"
      }
     },
     "ask": "A sentence can only go back to the previous generation. Do that?",
     "choices": [
      "go back to the previous generation"
     ]
    }
   ]
  },
  {
   "name": "passwords",
   "wish": "a password in the configuration",
   "forms": [
    {
     "says": [
      "password | passphrase",
      "set | change | make | give | reset | update | use | with"
     ],
     "may": "of for to is be user new",
     "turn": "any",
     "unlessSaid": "sudo | ssh | login | without | manager | ask | prompt | authentication",
     "roles": {
      "value": {
       "type": "rest",
       "optional": true
      }
     },
     "refuse": "a password does not belong in the configuration, where every user can read it; run: passwd <user>",
     "why": "unsafe"
    }
   ]
  },
  {
   "name": "people",
   "wish": "what is known of somebody",
   "forms": [
    {
     "says": [
      "full name | real name | description"
     ],
     "may": "of for user \"'s\" to set is",
     "roles": {
      "user": {
       "type": "users",
       "known": true
      },
      "text": {
       "type": "text",
       "after": "to is as"
      }
     },
     "edits": [
      {
       "set": "users.users.$user.description",
       "to": "$text"
      }
     ]
    },
    {
     "says": [
      "immutable | declarative | declaratively | \"only by configuration\"",
      "user"
     ],
     "may": "make set keep manage managed",
     "edits": [
      {
       "set": "users.mutableUsers",
       "to": false
      }
     ]
    },
    {
     "says": [
      "manual | by hand",
      "user"
     ],
     "may": "changes change to accounts",
     "turn": "off",
     "edits": [
      {
       "set": "users.mutableUsers",
       "to": false
      }
     ]
    }
   ]
  },
  {
   "name": "pings",
   "wish": "whether pings are answered",
   "forms": [
    {
     "says": [
      "ping | icmp"
     ],
     "may": "request requests echo icmp pings from outside to the network firewall internet machine computer server host answer respond reply ping",
     "on": "answer, respond, reply, respond to, reply to",
     "off": "ignore, drop, hide from, hide",
     "turn": "switch",
     "edits": [
      {
       "set": "networking.firewall.allowPing",
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "podman-as-docker",
   "wish": "Podman under Docker's name",
   "forms": [
    {
     "says": [
      "docker",
      "command | alias | cli | compatible | compatibility | socket"
     ],
     "may": "provide working work command alias cli an as for under still same compatible drop keep the name",
     "near": "podman",
     "turn": "switch",
     "edits": [
      {
       "set": "virtualisation.podman.dockerCompat",
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "ports",
   "wish": "ports of the firewall",
   "may": "port ports number numbers incoming inbound traffic connections connection access through in on from to for outside internet world everyone everybody firewall range ranges between tcp udp hole holes up let leave keep over both tcp/udp udp/tcp new protocol",
   "forms": [
    {
     "says": [
      "open | opened | close | closed | allow | allowed | block | blocked | unblock | permit | expose | exposed | reachable | accessible | unreachable | shut | accept | let | punch | poke | drill | stop allowing | add | remove | hole",
      "port | tcp | udp | firewall | range | http | https | web | ssh | smtp"
     ],
     "on": "open, opened, open up, allow, allowed, unblock, permit, expose, exposed, reachable, accessible, accept, let in, let through, punch, poke, drill",
     "off": "close, closed, block, blocked, shut, unreachable, stop, remove, stop allowing, no longer allow",
     "turn": "switch",
     "unlessSaid": "enable open | disable open | enable close | install open | never open | do not open | never allow | do not allow | do not expose | do not unblock | never expose",
     "roles": {
      "tcp": {
       "type": "ports",
       "of": "tcp",
       "optional": true
      },
      "udp": {
       "type": "ports",
       "of": "udp",
       "optional": true
      },
      "tcpRanges": {
       "type": "ranges",
       "of": "tcp",
       "optional": true
      },
      "udpRanges": {
       "type": "ranges",
       "of": "udp",
       "optional": true
      },
      "user": {
       "type": "module",
       "after": "for",
       "optional": true
      }
     },
     "edits": [
      {
       "change": "networking.firewall.allowedTCPPorts",
       "items": [
        "$tcp"
       ]
      },
      {
       "change": "networking.firewall.allowedUDPPorts",
       "items": [
        "$udp"
       ]
      },
      {
       "change": "networking.firewall.allowedTCPPortRanges",
       "items": [
        "$tcpRanges"
       ]
      },
      {
       "change": "networking.firewall.allowedUDPPortRanges",
       "items": [
        "$udpRanges"
       ]
      }
     ],
     "question": "Which port?"
    },
    {
     "says": [
      "open | close | block | unblock | expose | reachable | accessible | opened | closed | blocked"
     ],
     "on": "open, open up, unblock, expose, reachable, accessible, opened",
     "off": "close, block, closed, blocked",
     "turn": "switch",
     "unlessSaid": "never | not | enable open | disable open | enable close | install open",
     "roles": {
      "tcp": {
       "type": "ports",
       "of": "tcp",
       "optional": true
      },
      "udp": {
       "type": "ports",
       "of": "udp",
       "optional": true
      },
      "tcpRanges": {
       "type": "ranges",
       "of": "tcp",
       "optional": true
      },
      "udpRanges": {
       "type": "ranges",
       "of": "udp",
       "optional": true
      },
      "user": {
       "type": "module",
       "after": "for",
       "optional": true
      }
     },
     "edits": [
      {
       "change": "networking.firewall.allowedTCPPorts",
       "items": [
        "$tcp"
       ]
      },
      {
       "change": "networking.firewall.allowedUDPPorts",
       "items": [
        "$udp"
       ]
      },
      {
       "change": "networking.firewall.allowedTCPPortRanges",
       "items": [
        "$tcpRanges"
       ]
      },
      {
       "change": "networking.firewall.allowedUDPPortRanges",
       "items": [
        "$udpRanges"
       ]
      }
     ]
    },
    {
     "says": [
      "open | allow | close | unblock",
      "port | udp | tcp",
      "dns"
     ],
     "turn": "any",
     "roles": {
      "number": {
       "type": "amount",
       "of": "plain"
      }
     },
     "unlessSaid": "udp | tcp",
     "ask": "Names are asked for over UDP, and long answers come over TCP. Which one?",
     "choices": [
      "open udp port ${number}",
      "open port ${number} for tcp and udp"
     ]
    }
   ]
  },
  {
   "name": "refused-connections",
   "wish": "whether refused connections are logged",
   "forms": [
    {
     "says": [
      "log | logging | logged",
      "refused | rejected | dropped | blocked | denied"
     ],
     "may": "connection connections attempt attempts packets of firewall by the in",
     "turn": "switch",
     "edits": [
      {
       "set": "networking.firewall.logRefusedConnections",
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "settings",
   "wish": "a setting that has a name of its own",
   "may": "kernel nix system default set to as of at for in with is be number use put load limit raise lower increase decrease reduce pin fix cap bring turn point down append second seconds percent times entries change value",
   "settings": [
    {
     "names": "boot timeout | boot menu timeout | boot loader timeout | bootloader timeout | timeout of boot menu | boot delay",
     "options": [
      "boot.loader.timeout"
     ]
    },
    {
     "names": "motd | message of day | login message | login banner",
     "options": [
      "users.motd"
     ]
    },
    {
     "names": "console font | font of console",
     "options": [
      "console.font"
     ]
    },
    {
     "names": "cpu governor | cpu frequency governor | frequency governor | governor | scaling governor | cpu scaling governor",
     "options": [
      "powerManagement.cpuFreqGovernor"
     ]
    },
    {
     "names": "domain | domain name | dns domain",
     "options": [
      "networking.domain"
     ]
    },
    {
     "names": "nameserver | name server | dns server | dns | dns resolver",
     "options": [
      "networking.nameservers"
     ]
    },
    {
     "names": "search domain",
     "options": [
      "networking.search"
     ]
    },
    {
     "names": "host id | hostid",
     "options": [
      "networking.hostId"
     ]
    },
    {
     "names": "kernel module | module",
     "options": [
      "boot.kernelModules"
     ]
    },
    {
     "names": "kernel parameter | kernel param | boot parameter | kernel command line | kernel option | kernel boot parameter",
     "options": [
      "boot.kernelParams"
     ]
    },
    {
     "names": "blacklisted kernel module | blacklisted module | module blacklist | kernel module blacklist | blacklist",
     "options": [
      "boot.blacklistedKernelModules"
     ]
    },
    {
     "names": "trusted interface | trusted interface of firewall | trusted firewall interface",
     "options": [
      "networking.firewall.trustedInterfaces"
     ]
    },
    {
     "names": "console log level",
     "options": [
      "boot.consoleLogLevel"
     ]
    },
    {
     "names": "zram memory percent | zram percent | zram percentage | zram memory percentage | zram size",
     "options": [
      "zramSwap.memoryPercent"
     ]
    },
    {
     "names": "zram algorithm | zram compression | zram compression algorithm",
     "options": [
      "zramSwap.algorithm"
     ]
    },
    {
     "names": "supported file system | supported filesystem",
     "options": [
      "boot.supportedFilesystems"
     ]
    },
    {
     "names": "default editor | system editor | editor | editor variable",
     "options": [
      "environment.variables.EDITOR"
     ]
    },
    {
     "names": "default pager | system pager | pager",
     "options": [
      "environment.variables.PAGER"
     ]
    },
    {
     "names": "default browser",
     "options": [
      "environment.variables.BROWSER"
     ]
    },
    {
     "names": "substituter | nix substituter | binary cache | nix binary cache",
     "options": [
      "nix.settings.substituters",
      "nix.binaryCaches"
     ]
    },
    {
     "names": "trusted nix user | trusted user of nix | nix trusted user",
     "options": [
      "nix.settings.trusted-users",
      "nix.trustedUsers"
     ]
    },
    {
     "names": "allowed nix user | nix allowed user",
     "options": [
      "nix.settings.allowed-users",
      "nix.allowedUsers"
     ]
    },
    {
     "names": "nix max job | max job | number of build job | nix build job | parallel build job | build job",
     "options": [
      "nix.settings.max-jobs",
      "nix.maxJobs"
     ]
    },
    {
     "names": "nix build core | build core | number of build core",
     "options": [
      "nix.settings.cores",
      "nix.buildCores"
     ]
    },
    {
     "names": "video driver | graphics driver | gpu driver | x driver",
     "options": [
      "services.xserver.videoDrivers"
     ]
    },
    {
     "names": "xkb option | keyboard option",
     "options": [
      "services.xserver.xkb.options",
      "services.xserver.xkbOptions"
     ]
    },
    {
     "names": "keyboard variant | xkb variant | layout variant | keyboard layout variant",
     "options": [
      "services.xserver.xkb.variant",
      "services.xserver.xkbVariant"
     ]
    },
    {
     "names": "default session | default desktop session",
     "options": [
      "services.displayManager.defaultSession",
      "services.xserver.displayManager.defaultSession"
     ]
    },
    {
     "names": "lid switch | lid action | lid switch action",
     "options": [
      "services.logind.lidSwitch"
     ]
    },
    {
     "names": "swappiness | vm swappiness",
     "options": [
      "boot.kernel.sysctl.\"vm.swappiness\""
     ]
    },
    {
     "names": "proxy | http proxy | default proxy",
     "options": [
      "networking.proxy.default"
     ]
    },
    {
     "names": "font package",
     "options": [
      "fonts.packages",
      "fonts.fonts"
     ]
    },
    {
     "names": "screen dpi | display dpi | dpi",
     "options": [
      "services.xserver.dpi"
     ]
    },
    {
     "names": "acme email | letsencrypt email",
     "options": [
      "security.acme.defaults.email",
      "security.acme.email"
     ]
    }
   ],
   "forms": []
  },
  {
   "name": "shells",
   "wish": "the login shell of somebody",
   "may": "login default shell as for to of with user users use his her their have get give set be",
   "forms": [
    {
     "says": [
      "shell"
     ],
     "may": "change switch gets wants needs assign",
     "roles": {
      "shell": {
       "type": "shell",
       "question": "Which shell?",
       "choices": [
        "use zsh as the shell for $user",
        "use fish as the shell for $user"
       ]
      },
      "user": {
       "type": "users",
       "of": "root",
       "question": "Whose shell should that be?",
       "choices": [
        "use ${shell} as the shell for $user",
        "use ${shell} as the default shell for all users"
       ]
      }
     },
     "edits": [
      {
       "set": "users.users.$user.shell",
       "to": "$shell"
      }
     ]
    },
    {
     "says": [
      "shell",
      "default | everyone | everybody | all users | for all"
     ],
     "may": "everyone everybody all users system wide everywhere",
     "roles": {
      "shell": {
       "type": "shell"
      }
     },
     "edits": [
      {
       "set": "users.defaultUserShell",
       "to": "$shell"
      }
     ]
    },
    {
     "says": [
      "use | uses | should have | want | need | get",
      "zsh | fish | bash | dash | mksh | tcsh | nushell | xonsh | elvish | ksh"
     ],
     "roles": {
      "shell": {
       "type": "shell",
       "known": true
      },
      "user": {
       "type": "users",
       "of": "root",
       "known": true
      }
     },
     "edits": [
      {
       "set": "users.users.$user.shell",
       "to": "$shell"
      }
     ]
    }
   ]
  },
  {
   "name": "ssh-forwarding",
   "wish": "windows of another computer over SSH",
   "forms": [
    {
     "says": [
      "x11 | x",
      "forwarding | forward"
     ],
     "may": "ssh sshd openssh over via through session sessions display with",
     "turn": "switch",
     "edits": [
      {
       "set": [
        "services.openssh.settings.X11Forwarding",
        "services.openssh.forwardX11"
       ],
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "ssh-hardening",
   "wish": "a safer SSH, which may lock somebody out",
   "forms": [
    {
     "says": [
      "ssh | sshd | openssh",
      "harden | secure | safer | safe | lock down"
     ],
     "may": "up more down access login make it",
     "ask": "Hardening SSH can lock you out. Which of these do you want?",
     "choices": [
      "disable password login over ssh",
      "do not allow root to log in with ssh",
      "enable fail2ban"
     ]
    }
   ]
  },
  {
   "name": "ssh-keys",
   "wish": "a key that may log in",
   "forms": [
    {
     "says": [
      "key | pubkey",
      "add | authorize | authorise | allow | accept | let | install | put | give | trust"
     ],
     "may": "ssh public log login in as user for authorized authorised key keys account",
     "roles": {
      "key": {
       "type": "key"
      },
      "user": {
       "type": "users",
       "of": "root",
       "question": "For which user?"
      }
     },
     "edits": [
      {
       "add": "users.users.$user.openssh.authorizedKeys.keys",
       "items": [
        "$key"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "ssh-passwords",
   "wish": "whether SSH takes passwords",
   "may": "login logins log logging in authentication auth access remote remotely user users session server daemon all any based way via through over sshd ssh",
   "forms": [
    {
     "says": [
      "ssh | sshd | openssh",
      "password | passphrase"
     ],
     "turn": "switch",
     "thing": "ssh",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PasswordAuthentication",
        "services.openssh.passwordAuthentication"
       ],
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "ssh | sshd | openssh",
      "key | pubkey | keybased | key-based",
      "only | just | require | must | nothing but"
     ],
     "may": "public pubkey key ssh accept use connect with by based keybased key-based",
     "thing": "ssh",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PasswordAuthentication",
        "services.openssh.passwordAuthentication"
       ],
       "to": false
      }
     ]
    },
    {
     "says": [
      "ssh | sshd | openssh",
      "key | pubkey",
      "only | just",
      "no password | not password | not with password | without password"
     ],
     "may": "public accept use connect with by based",
     "consumes": "no password, not password, not with password, without password",
     "thing": "ssh",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PasswordAuthentication",
        "services.openssh.passwordAuthentication"
       ],
       "to": false
      }
     ]
    },
    {
     "says": [
      "enable ssh | turn on ssh | run ssh | start ssh | set up ssh | enable sshd | enable openssh",
      "key | pubkey",
      "only | just"
     ],
     "may": "public with by for based enable run start",
     "thing": "ssh",
     "edits": [
      {
       "set": "services.openssh.enable",
       "to": true
      },
      {
       "set": [
        "services.openssh.settings.PasswordAuthentication",
        "services.openssh.passwordAuthentication"
       ],
       "to": false
      }
     ]
    },
    {
     "says": [
      "ssh | sshd | openssh",
      "key | pubkey",
      "only | just",
      "be on | be enabled | be active | be running | be switched on | be turned on | switched on | turned on"
     ],
     "may": "public with by for based",
     "thing": "ssh",
     "edits": [
      {
       "set": "services.openssh.enable",
       "to": true
      },
      {
       "set": [
        "services.openssh.settings.PasswordAuthentication",
        "services.openssh.passwordAuthentication"
       ],
       "to": false
      }
     ]
    },
    {
     "says": [
      "password"
     ],
     "near": "ssh | sshd",
     "unlessSaid": "sudo",
     "turn": "off",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PasswordAuthentication",
        "services.openssh.passwordAuthentication"
       ],
       "to": false
      }
     ]
    },
    {
     "says": [
      "key",
      "only | just"
     ],
     "may": "public allow accept use with by",
     "near": "ssh | sshd",
     "unlessSaid": "root",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PasswordAuthentication",
        "services.openssh.passwordAuthentication"
       ],
       "to": false
      }
     ]
    },
    {
     "says": [
      "password",
      "login | authentication | auth"
     ],
     "turn": "off",
     "ask": "Password logins where?",
     "choices": [
      "disable password login over ssh"
     ]
    }
   ]
  },
  {
   "name": "ssh-port",
   "wish": "the port of SSH",
   "forms": [
    {
     "says": [
      "ssh | sshd | openssh",
      "port | listen"
     ],
     "may": "move daemon server service listen listening over run use on to port number different instead have",
     "thing": "ssh",
     "roles": {
      "port": {
       "type": "ports",
       "form": "number",
       "question": "Which port?"
      }
     },
     "edits": [
      {
       "set": "services.openssh.ports",
       "to": [
        "$port"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "ssh-root",
   "wish": "how root may log in over SSH",
   "may": "login logins log logging in access connect connecting remote remotely user account over via through use by as be allow ssh sshing into host machine server box",
   "forms": [
    {
     "says": [
      "enable ssh | turn on ssh | run ssh | start ssh | set up ssh | enable sshd | enable openssh",
      "root"
     ],
     "may": "for but except enable run start",
     "off": "except",
     "turn": "off",
     "thing": "ssh",
     "edits": [
      {
       "set": "services.openssh.enable",
       "to": true
      },
      {
       "set": [
        "services.openssh.settings.PermitRootLogin",
        "services.openssh.permitRootLogin"
       ],
       "to": "no"
      }
     ]
    },
    {
     "says": [
      "root",
      "ssh | sshd | openssh | sshing"
     ],
     "off": "lock, out of, keep out",
     "turn": "off",
     "thing": "ssh",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PermitRootLogin",
        "services.openssh.permitRootLogin"
       ],
       "to": "no"
      }
     ]
    },
    {
     "says": [
      "root",
      "ssh | sshd | openssh",
      "key",
      "only | just | without password | no password | not with password"
     ],
     "may": "public but with by from using password",
     "consumes": "no password, not password, not with password, without password",
     "thing": "ssh",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PermitRootLogin",
        "services.openssh.permitRootLogin"
       ],
       "to": "prohibit-password"
      }
     ]
    },
    {
     "says": [
      "root",
      "ssh | sshd | openssh",
      "key"
     ],
     "may": "public with by from using",
     "thing": "ssh",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PermitRootLogin",
        "services.openssh.permitRootLogin"
       ],
       "to": "prohibit-password"
      }
     ]
    },
    {
     "says": [
      "root",
      "ssh | sshd | openssh"
     ],
     "ask": "Letting root log in over SSH is a risk. How should root log in?",
     "choices": [
      "let root log in over ssh with a key only",
      "set services.openssh.settings.PermitRootLogin|services.openssh.permitRootLogin to yes"
     ]
    },
    {
     "says": [
      "root"
     ],
     "near": "ssh | sshd",
     "turn": "off",
     "may": "for except",
     "off": "except",
     "edits": [
      {
       "set": [
        "services.openssh.settings.PermitRootLogin",
        "services.openssh.permitRootLogin"
       ],
       "to": "no"
      }
     ]
    },
    {
     "says": [
      "root",
      "login | log | logging"
     ],
     "turn": "off",
     "ask": "Root logins where?",
     "choices": [
      "do not allow root to log in with ssh"
     ]
    }
   ]
  },
  {
   "name": "store-optimisation",
   "wish": "equal files of the store kept once",
   "may": "nix store automatic automatically regularly files identical duplicate equal once of the in",
   "forms": [
    {
     "says": [
      "optimise | deduplicate | dedupe | hardlink | optimisation | optimization | deduplication",
      "store | automatic | automatically"
     ],
     "with": "regular",
     "turn": "switch",
     "needs": "automatic | automatically | regularly | by itself | enable | turn on | activate | optimisation | optimization | deduplication | disable | stop",
     "edits": [
      {
       "set": [
        "nix.settings.auto-optimise-store",
        "nix.autoOptimiseStore"
       ],
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "optimise | deduplicate | dedupe | hardlink",
      "store"
     ],
     "ask": "Should that happen automatically from now on?",
     "choices": [
      "enable nix store optimisation"
     ]
    },
    {
     "says": [
      "optimise | deduplicate | dedupe | hardlink | optimisation | deduplication",
      "store"
     ],
     "with": "regular",
     "roles": {
      "when": {
       "type": "schedule",
       "of": "04:40"
      }
     },
     "edits": [
      {
       "set": "nix.optimise.automatic",
       "to": true
      },
      {
       "set": "nix.optimise.dates",
       "to": [
        "$when"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "sudo-password",
   "wish": "whether sudo asks for a password",
   "forms": [
    {
     "says": [
      "sudo | wheel",
      "password | passwordless | password-less | nopasswd"
     ],
     "may": "ask asking asked prompt prompting need require used use using for when to work group members user admins administrator any wheel sudo demand type typing enter",
     "off": "passwordless, password-less, nopasswd",
     "turn": "switch",
     "edits": [
      {
       "set": "security.sudo.wheelNeedsPassword",
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "sysctl",
   "wish": "a setting of the running kernel",
   "forms": [
    {
     "says": [],
     "may": "sysctl set to = kernel setting value of parameter",
     "roles": {
      "key": {
       "type": "word",
       "form": "(?:vm|net|kernel|fs|dev)(?:\\.[\\w-]+)+"
      },
      "value": {
       "type": "amount",
       "of": "plain"
      }
     },
     "edits": [
      {
       "set": "boot.kernel.sysctl.$key",
       "to": "$value"
      }
     ]
    }
   ]
  },
  {
   "name": "tmp",
   "wish": "what happens to /tmp",
   "forms": [
    {
     "says": [
      "tmp | /tmp | temporary",
      "clean | clear | empty | emptied | wipe | wiped | delete | purge | cleaned | cleared"
     ],
     "may": "file files directory dir folder out content contents of all old",
     "with": "bootup",
     "turn": "switch",
     "edits": [
      {
       "set": [
        "boot.tmp.cleanOnBoot",
        "boot.cleanTmpDir"
       ],
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "tmp | /tmp | temporary",
      "memory | ram | tmpfs"
     ],
     "may": "put keep mount hold live directory dir folder as in on over use have make create turn into sit go file files a",
     "turn": "switch",
     "edits": [
      {
       "set": [
        "boot.tmp.useTmpfs",
        "boot.tmpOnTmpfs"
       ],
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "unfree",
   "wish": "packages that are not free",
   "forms": [
    {
     "says": [
      "unfree | nonfree | non-free | proprietary | closed-source"
     ],
     "may": "package packages software stuff program programs thing things licence license licences licenses fine ok okay use install run installing be have",
     "turn": "switch",
     "edits": [
      {
       "set": "nixpkgs.config.allowUnfree",
       "to": "$on"
      }
     ]
    }
   ]
  },
  {
   "name": "upgrades",
   "wish": "upgrades that come by themselves",
   "may": "upgrade upgrades update updates system nixos everything all security packages automatic automatically auto install apply do run schedule keep up to date updated it itself machine host at in and unattended nightly",
   "forms": [
    {
     "says": [
      "upgrade | update | up to date"
     ],
     "with": "regular place",
     "roles": {
      "when": {
       "type": "schedule",
       "of": "04:40"
      }
     },
     "turn": "on",
     "edits": [
      {
       "set": "system.autoUpgrade.enable",
       "to": true
      },
      {
       "set": "system.autoUpgrade.dates",
       "to": "$when"
      }
     ]
    },
    {
     "says": [
      "upgrade | update | up to date",
      "automatic | automatically | auto | unattended | by itself"
     ],
     "with": "regular",
     "turn": "switch",
     "edits": [
      {
       "set": "system.autoUpgrade.enable",
       "to": "$on"
      }
     ]
    },
    {
     "says": [
      "upgrade | update",
      "automatic | automatically | auto | unattended | every | daily | weekly | nightly",
      "reboot | rebooting"
     ],
     "with": "regular",
     "may": "reboot reboots rebooting if when needed with necessary required",
     "roles": {
      "when": {
       "type": "schedule",
       "of": "04:40",
       "optional": true
      }
     },
     "edits": [
      {
       "set": "system.autoUpgrade.enable",
       "to": true
      },
      {
       "set": "system.autoUpgrade.dates",
       "to": "$when"
      },
      {
       "set": "system.autoUpgrade.allowReboot",
       "to": true
      }
     ]
    }
   ]
  },
  {
   "name": "use-of-things",
   "wish": "what somebody may use",
   "forms": [
    {
     "says": [
      "use | manage | control | access | configure | run | read | change | administer | start | talk to | work with"
     ],
     "may": "give grant gain get group service socket daemon able right rights any device devices port ports settings machine machines virtual connection manager to both being use needs need wants want have through over allowed be",
     "with": "whose",
     "turn": "switch",
     "present": true,
     "consumes": "without sudo, without root, without being root",
     "roles": {
      "user": {
       "type": "users",
       "known": true
      },
      "group": {
       "type": "choice",
       "words": {
        "network": "networkmanager",
        "networks": "networkmanager",
        "networking": "networkmanager",
        "wifi": "networkmanager",
        "connections": "networkmanager",
        "networkmanager": "networkmanager",
        "sound": "audio",
        "audio": "audio",
        "microphone": "audio",
        "webcam": "video",
        "camera": "video",
        "video": "video",
        "serial": "dialout",
        "modem": "dialout",
        "dialout": "dialout",
        "scanner": "scanner",
        "scanners": "scanner",
        "docker": "docker",
        "podman": "podman",
        "libvirt": "libvirtd",
        "libvirtd": "libvirtd",
        "vms": "libvirtd",
        "kvm": "kvm",
        "virtualbox": "vboxusers",
        "wireshark": "wireshark",
        "adb": "adbusers",
        "lxd": "lxd",
        "journal": "systemd-journal",
        "logs": "systemd-journal"
       }
      }
     },
     "edits": [
      {
       "change": "users.users.$user.extraGroups",
       "items": [
        "$group"
       ]
      }
     ]
    },
    {
     "says": [
      "enable | turn on | activate | start",
      "for"
     ],
     "roles": {
      "user": {
       "type": "users",
       "known": true
      },
      "thing": {
       "type": "choice",
       "words": {
        "docker": "docker",
        "podman": "podman",
        "libvirtd": "libvirtd",
        "libvirt": "libvirtd",
        "kvm": "kvm",
        "virtualbox": "virtualbox",
        "wireshark": "wireshark",
        "networkmanager": "networkmanager",
        "adb": "adb",
        "lxd": "lxd"
       }
      }
     },
     "ask": "Should ${user} also be in the group of ${thing}, to use it without root? If the group is as powerful as root, the preview says so.",
     "choices": [
      "enable ${thing} and let ${user} use ${thing}",
      "enable ${thing}"
     ]
    }
   ]
  },
  {
   "name": "users",
   "wish": "an account for somebody",
   "may": "new normal regular standard unprivileged called named for with name account user login who has have can use full real shell default as whose up another also and by of make home",
   "forms": [
    {
     "says": [
      "user | account | login",
      "create | add | new | set up | setup | need | want | get | give | created | make account | make login | user called | user named"
     ],
     "roles": {
      "shell": {
       "type": "shell",
       "known": true,
       "optional": true
      },
      "fullName": {
       "type": "full-name",
       "optional": true
      },
      "rights": {
       "type": "choice",
       "optional": true,
       "words": {
        "sudo": "wheel",
        "admin": "wheel",
        "administrator": "wheel",
        "superuser": "wheel",
        "wheel": "wheel"
       }
      },
      "group": {
       "type": "group",
       "known": true,
       "after": "in into group groups with",
       "optional": true
      },
      "newUser": {
       "type": "new-users",
       "question": "What is the name of the user?"
      }
     },
     "may": "create make group groups in rights access privileges permissions powers",
     "with": "whose",
     "edits": [
      {
       "set": "users.users.$newUser.isNormalUser",
       "to": true
      },
      {
       "set": "users.users.$newUser.description",
       "to": "$fullName"
      },
      {
       "set": "users.users.$newUser.shell",
       "to": "$shell"
      },
      {
       "add": "users.users.$newUser.extraGroups",
       "items": [
        "$rights",
        "$group"
       ]
      }
     ]
    },
    {
     "says": [
      "admin | administrator | sudo | superuser | sudoer | root rights | wheel",
      "create | add | new | make | set up | setup | created | user | account"
     ],
     "may": "create user account need want rights access privileges permissions powers in group",
     "roles": {
      "newUser": {
       "type": "new-users"
      }
     },
     "unlessSaid": "password",
     "edits": [
      {
       "set": "users.users.$newUser.isNormalUser",
       "to": true
      },
      {
       "add": "users.users.$newUser.extraGroups",
       "items": [
        "wheel"
       ]
      }
     ]
    }
   ]
  },
  {
   "name": "vague",
   "wish": "not enough to act on, or nothing that a configuration says",
   "loose": true,
   "forms": [
    {
     "says": [
      "vpn | tunnel | connection | network | server",
      "wireguard | openvpn",
      "set up | setup | configure | create | make | want | need | build | new"
     ],
     "ask": "A VPN needs keys, peers and addresses. Which ones? Name the options under networking.wireguard or services.openvpn."
    },
    {
     "says": [
      "faster | better | quicker | nicer | secure | safer | stable | smaller | work | quieter | prettier | smoother",
      "make"
     ],
     "may": "it this that system everything computer machine host server more run boot start",
     "ask": "What should change for that? Name a service, a package, an option or a setting."
    },
    {
     "says": [
      "speed up | fix | improve | optimise | optimize | repair | tune | harden | secure"
     ],
     "may": "it this system everything computer machine host server performance boot",
     "ask": "What should change for that? Name a service, a package, an option or a setting."
    },
    {
     "says": [
      "do not | never | run not | do not ever",
      "enable | activate | turn on | switch on | start | run | launch"
     ],
     "begins": true,
     "turn": "any",
     "roles": {
      "rest": {
       "type": "rest",
       "optional": true
      }
     },
     "ask": "Turn it off, or leave it as it is?"
    },
    {
     "says": [
      "do not | never",
      "install | get"
     ],
     "begins": true,
     "turn": "any",
     "roles": {
      "rest": {
       "type": "rest",
       "optional": true
      }
     },
     "ask": "Uninstall it, or leave it as it is?"
    },
    {
     "says": [
      "fix | repair | improve | debug | troubleshoot | tune | speed up | sort out | solve | check out | look at | look into | help with | help me with | help to | help me to | assist with | assist me with"
     ],
     "begins": true,
     "turn": "any",
     "roles": {
      "rest": {
       "type": "rest"
      }
     },
     "ask": "What exactly should change? Name a service, a package, an option or a setting.",
     "unclear": true
    },
    {
     "says": [
      "is broken | are broken | is slow | are slow | is too slow | are too slow | is not working | are not working | is down | are down | is wrong | are wrong | is missing | are missing | is bad | is ugly | are ugly | is too loud | is full | does not work | do not work"
     ],
     "may": "anymore any more properly correctly",
     "turn": "any",
     "roles": {
      "rest": {
       "type": "rest"
      }
     },
     "ask": "What exactly should change? Name a service, a package, an option or a setting.",
     "unclear": true
    },
    {
     "says": [
      "use another | use different | use better | use nicer | use other | use good | change another | switch another | install another | install different | install better | install nicer | install other | install good | enable another | enable different | enable better | enable other | get another | get better | get different"
     ],
     "begins": true,
     "roles": {
      "rest": {
       "type": "rest"
      }
     },
     "ask": "What exactly should change? Name a service, a package, an option or a setting.",
     "unclear": true
    },
    {
     "says": [
      "live in | moved to | am in | are in | work in | sit in"
     ],
     "may": "i we now am are have",
     "roles": {
      "zone": {
       "type": "zone"
      }
     },
     "ask": "Should the time zone change?",
     "choices": [
      "set the timezone to ${zone}"
     ]
    },
    {
     "says": [
      "restart | reboot | reload | shutdown | poweroff | suspend | hibernate | ssh into | log out | logout | kill process | kill pid"
     ],
     "begins": true,
     "turn": "any",
     "unlessSaid": "when | if | after | whenever | every | automatically | once | lid",
     "roles": {
      "rest": {
       "type": "rest",
       "optional": true
      }
     },
     "refuse": "starting, stopping or rebooting by hand is not a configuration change",
     "why": "not-configuration"
    },
    {
     "says": [
      "shut down | power off | turn off | switch off | turn on | kill | shut | power | turn | switch",
      "computer | machine | laptop | pc | host | server | system | screen | monitor | power"
     ],
     "may": "down off on it",
     "turn": "any",
     "begins": true,
     "unlessSaid": "when | if | after | whenever | every | automatically | once",
     "refuse": "starting, stopping or rebooting by hand is not a configuration change",
     "why": "not-configuration"
    },
    {
     "says": [
      "turn up | turn down | raise | lower | increase | decrease | mute | unmute",
      "volume | brightness | sound"
     ],
     "turn": "any",
     "refuse": "starting, stopping or rebooting by hand is not a configuration change",
     "why": "not-configuration"
    }
   ]
  },
  {
   "name": "websites",
   "wish": "a site of files",
   "forms": [
    {
     "says": [
      "serve | host | virtual host | vhost | website | site"
     ],
     "may": "nginx website site create make from directory folder under at on with using through by root files for serving as static in",
     "roles": {
      "domain": {
       "type": "domain"
      },
      "directory": {
       "type": "path"
      }
     },
     "edits": [
      {
       "set": "services.nginx.enable",
       "to": true
      },
      {
       "set": "services.nginx.virtualHosts.$domain.root",
       "to": "$directory"
      }
     ]
    }
   ]
  }
 ],
 "alike": [
  "memory, ram",
  "directory, dir, folder, path, location, home, root",
  "listen, bind, address, host, interface, reachable, available",
  "maximum, max, most, limit, cap, restrict",
  "minimum, min, least",
  "automatic, auto, automatically, itself, unattended",
  "optimise, deduplicate, dedupe, hardlink",
  "answer, respond, reply, allow, react",
  "allow, accept, permit, let, enable",
  "wifi, wireless, wlan",
  "touchpad, libinput, trackpad",
  "log, logging, journal",
  "clean, clear, empty, wipe, delete, prune, purge",
  "prune, remove, delete",
  "sleep, suspend",
  "graphics, gpu, opengl, video",
  "sound, audio",
  "mail, email",
  "database, databases, db",
  "certificate, cert",
  "compression, compress, gzip",
  "delay, timeout, wait, time out",
  "menu, loader, bootloader",
  "entries, generations, configurations",
  "interval, dates, date, schedule, calendar, period, frequency, at, when",
  "data, state, storage, store",
  "user, account",
  "address, addr, ip",
  "key, keys, pubkey",
  "keymap, keyboard, layout",
  "web, http, webui, website, interface, ui",
  "password, passphrase",
  "firewall, ports, port",
  "background, wallpaper",
  "colour, color",
  "boot, startup, start, booting",
  "login, log in, sign in, logon",
  "name, called, named",
  "peers, peer",
  "retention, keep, kept, retain",
  "upload, uploads",
  "download, downloads",
  "workers, worker, processes, threads",
  "connections, connection, clients",
  "domain, hostname, fqdn",
  "font, fonts",
  "theme, style, look",
  "join, networks, network",
  "virtual, vm, guest",
  "update, upgrade, refresh",
  "temperature, temp",
  "disk, drive, ssd, hdd",
  "cache, caching",
  "alias, aliases, compat, compatibility",
  "emulation, emulated, emulate, emulator",
  "proxy, proxies",
  "recommended, sensible, default, defaults",
  "tls, ssl, https",
  "description, full",
  "simultaneous, concurrent, parallel, once"
 ],
 "common": [
  "with",
  "time",
  "what",
  "when",
  "last",
  "like",
  "name",
  "number",
  "point",
  "known",
  "lead",
  "written",
  "style",
  "size",
  "address",
  "card",
  "watch",
  "read",
  "write",
  "open",
  "start",
  "close",
  "back",
  "before",
  "were",
  "earlier",
  "previous",
  "prior",
  "make",
  "room",
  "full",
  "running",
  "live",
  "work",
  "from",
  "into",
  "over",
  "know",
  "list",
  "tell",
  "good",
  "week",
  "today",
  "yesterday",
  "lately",
  "recently",
  "since",
  "done",
  "happened",
  "history",
  "well",
  "alright",
  "fine",
  "doing",
  "everything",
  "need",
  "needs",
  "want",
  "wants",
  "give",
  "take",
  "pass",
  "hand",
  "load",
  "most",
  "just",
  "only",
  "another",
  "different",
  "better",
  "other",
  "broken",
  "slow",
  "wrong",
  "missing",
  "help",
  "look",
  "check",
  "solve",
  "paper",
  "money",
  "currency",
  "date",
  "unit",
  "sound",
  "call",
  "called",
  "change",
  "changed",
  "latest",
  "print",
  "version",
  "step",
  "steps",
  "execute",
  "system",
  "root"
 ],
 "filler": {
  "anywhere": "please, pls, plz, kindly, also, thank you, the, my, our, your, for me, for us, go ahead, can you, both, could you, would you, will you, i want you to, i want to, i would like you to, i would like to, i need you to, i need to, we want to, we need to, make sure to, you, on this machine, on this computer, on this host, on this server, on this system, on this box, on machine, on computer, on laptop, on my machine, on my computer, on my laptop, on my server, on my system, on the server, on the machine, on the system, on the box, from this machine, from this computer, from this system, from my system, from my computer, from my machine, from the system, from system, to this machine, to my system, to my machine, to the system, on this laptop, on this pc, on the pc, on my pc, on this thing, again",
  "articles": "a, an",
  "leading": "first, next, just, finally, now, ok, okay, hey, hi, hello, after that, dear, so, would it be possible to, is it possible to, would you be so kind as to, i would be grateful if you could, i would be glad if you could, i would be happy if you could, i would appreciate it if you could, it would be great if you could, it would be nice if you could, it would be good if you could, i would like to, i am going to, it is time to, we should, you should, we must, you must, i should, i must, we have to, i have to, would like to, would you be able to, are you able to, see that you, let us, we would like to, i would love to, we are going to, be so kind and, be so good and, try to, would you mind, do you mind, may i ask you to, can i ask you to, could i ask you to, i ask you to, i would ask you to, i would like to ask you to, it would be great to, it would be nice to, it would be good to, how about, could we",
  "trailing": "now, right now, too, as well, thanks, thx, again, completely, entirely, fully, permanently, for good, immediately, asap, right away, altogether, here, already, if possible, if you can, if you could, if you would, if that is possible, from now on, if that is alright, if that is all right, if that is ok, if that is okay, if that is fine, if you like, if you please, in this office, as soon as possible"
 },
 "grammar": {
  "structure": "not, no, never, without, except, unless, if, when, while, until, or, either, neither, nor, instead, than, only, with, to, from, in, on, at, for, of, by, as, so, because, every, into, over, via, through, using, but, like, all, everything, anything, do, does, should, 's, =, is, are, be, will, can, after, before, which, what, who, how, why, i, me",
  "kinds": "service, services, daemon, server, support, module, program, feature, desktop, system, desktop environment, window manager, display manager, login manager, client, package, app, application, tool, editor, browser, database, shell, container engine, packages, agent, wm, broker, mqtt broker, vpn, access, message broker, web server, webserver, http server, virtualization, virtualisation, hypervisor, engine, web browser, text editor, player, programming language, language, command line tool, cli tool, command, programme, programs, utility, compiler, tools, reverse proxy, time server, software",
  "starts": "keep, leave, give, turn, want, unwant, get, bring, promote, drop, limit, log, trust, blacklist, mount, optimise, optimize, deduplicate, force, grant, do, not, never, unset, reset, undo, revert, rollback, roll, what, which, how, is, are, when, search, find, look, free, go, harden, secure, serve, restore, append, put, automatically, assign, host, without, if, unless, only, does, who, where, tell, rename, enforce, require, ensure, schedule, have, replace, restart, reboot, move, can, should, use",
  "classes": {
   "enable": "enable, activate, turn on, switch on, start, start up, run, set up, setup, launch, fire up, bring up, boot up",
   "disable": "disable, deactivate, turn off, switch off, stop, shut off, shut down, kill, deactivate",
   "install": "install, get",
   "remove": "uninstall, remove, delete, get rid of, deinstall",
   "open": "open, open up, allow, unblock, permit, expose, let",
   "close": "close, block, shut, stop allowing, no longer allow",
   "set": "set, change, switch, use, configure, update, make",
   "create": "create, add, make, set up, setup, new",
   "forbid": "disable, deactivate, turn off, switch off, stop, forbid, disallow, deny, prohibit, block, prevent, do not allow, do not permit, never allow, do not let, never let, no",
   "allow": "allow, permit, enable, turn on, let",
   "let": "let, allow, permit",
   "clean": "clean up, clean, collect, delete, remove, purge, prune, clear out, clear",
   "upgrade": "upgrade, update",
   "show": "show, check, display, print, list, see, give, report",
   "pronoun": "it, them, that, this, those, these, both"
  }
 },
 "lists": {
  "place": [
   "system",
   "machine",
   "computer",
   "host",
   "box",
   "server",
   "laptop",
   "pc",
   "nixos",
   "wide"
  ],
  "everybody": [
   "everyone",
   "everybody",
   "all",
   "user",
   "users",
   "whole",
   "global",
   "globally",
   "system",
   "wide",
   "new",
   "account",
   "accounts"
  ],
  "login": [
   "login",
   "log",
   "logging",
   "logged",
   "in",
   "logon",
   "authentication",
   "auth",
   "authenticate",
   "access",
   "connect",
   "connecting",
   "session",
   "sign",
   "signing",
   "entry"
  ],
  "bootup": [
   "boot",
   "booting",
   "startup",
   "start",
   "reboot",
   "restart",
   "each",
   "every",
   "time",
   "when",
   "whenever",
   "during",
   "after",
   "at",
   "on",
   "up",
   "machine",
   "computer",
   "system"
  ],
  "limit": [
   "at",
   "most",
   "more",
   "than",
   "maximum",
   "max",
   "maximally",
   "only",
   "just",
   "up",
   "limit",
   "restrict",
   "cap",
   "cut",
   "reduce",
   "shrink",
   "hold",
   "below",
   "under",
   "within",
   "last",
   "latest",
   "newest",
   "number",
   "amount",
   "beyond",
   "over",
   "larger",
   "bigger",
   "exceed",
   "size",
   "keep"
  ],
  "whose": [
   "his",
   "her",
   "their",
   "him",
   "them",
   "who",
   "he",
   "she",
   "they",
   "user",
   "account"
  ],
  "regular": [
   "automatic",
   "automatically",
   "auto",
   "automated",
   "unattended",
   "regular",
   "regularly",
   "periodic",
   "periodically",
   "schedule",
   "scheduled",
   "itself",
   "themselves",
   "every",
   "run",
   "do"
  ]
 },
 "names": {
  "modules": {
   "ssh": [
    "openssh"
   ],
   "sshd": [
    "openssh"
   ],
   "open ssh": [
    "openssh"
   ],
   "secure shell": [
    "openssh"
   ],
   "postgres": [
    "postgresql"
   ],
   "pgsql": [
    "postgresql"
   ],
   "psql": [
    "postgresql"
   ],
   "mariadb": [
    "mysql"
   ],
   "apache": [
    "httpd"
   ],
   "apache2": [
    "httpd"
   ],
   "kde": [
    "plasma6",
    "plasma5"
   ],
   "plasma": [
    "plasma6",
    "plasma5"
   ],
   "kde plasma": [
    "plasma6",
    "plasma5"
   ],
   "gnome": [
    "services.desktopManager.gnome",
    "services.xserver.desktopManager.gnome",
    "desktopManager.gnome3",
    "gnome3"
   ],
   "grub": [
    "boot.loader.grub"
   ],
   "grub2": [
    "boot.loader.grub"
   ],
   "systemd-boot": [
    "boot.loader.systemd-boot"
   ],
   "systemd boot": [
    "boot.loader.systemd-boot"
   ],
   "zram": [
    "zramSwap"
   ],
   "x11": [
    "services.xserver"
   ],
   "xorg": [
    "services.xserver"
   ],
   "x server": [
    "services.xserver"
   ],
   "cups": [
    "printing"
   ],
   "printer": [
    "printing"
   ],
   "printers": [
    "printing"
   ],
   "audio": [
    "sound"
   ],
   "network manager": [
    "networkmanager"
   ],
   "virtualbox": [
    "virtualisation.virtualbox.host"
   ],
   "libvirt": [
    "libvirtd"
   ],
   "lxd containers": [
    "lxd"
   ],
   "docker containers": [
    "docker"
   ],
   "podman containers": [
    "podman"
   ],
   "kvm": [
    "libvirtd"
   ],
   "firewalling": [
    "networking.firewall"
   ],
   "garbage collector": [
    "nix.gc"
   ],
   "auto upgrade": [
    "system.autoUpgrade"
   ],
   "auto upgrades": [
    "system.autoUpgrade"
   ],
   "automatic upgrades": [
    "system.autoUpgrade"
   ],
   "ntpd": [
    "ntp"
   ],
   "ssd trim": [
    "fstrim"
   ],
   "trim": [
    "fstrim"
   ],
   "gpg": [
    "programs.gnupg.agent"
   ],
   "gpg agent": [
    "programs.gnupg.agent"
   ],
   "power management": [
    "powerManagement"
   ],
   "mdns": [
    "avahi"
   ],
   "bonjour": [
    "avahi"
   ],
   "zeroconf": [
    "avahi"
   ],
   "mongo": [
    "mongodb"
   ],
   "zerotier": [
    "zerotierone"
   ],
   "zero tier": [
    "zerotierone"
   ],
   "elastic search": [
    "elasticsearch"
   ],
   "matrix": [
    "matrix-synapse"
   ],
   "synapse": [
    "matrix-synapse"
   ],
   "mosquitto mqtt": [
    "mosquitto"
   ],
   "vaultwarden": [
    "vaultwarden",
    "bitwarden_rs"
   ],
   "bitwarden": [
    "vaultwarden",
    "bitwarden_rs"
   ],
   "homeassistant": [
    "home-assistant"
   ],
   "nfs": [
    "nfs.server"
   ],
   "smb": [
    "samba"
   ],
   "windows file sharing": [
    "samba"
   ],
   "murmur": [
    "murmur"
   ],
   "mumble": [
    "murmur"
   ],
   "dovecot": [
    "dovecot2"
   ],
   "k8s": [
    "kubernetes.kubelet"
   ],
   "scanner": [
    "hardware.sane"
   ],
   "scanners": [
    "hardware.sane"
   ],
   "scanning": [
    "hardware.sane"
   ],
   "touchpad": [
    "services.libinput",
    "services.xserver.libinput"
   ],
   "trackpad": [
    "services.libinput",
    "services.xserver.libinput"
   ],
   "fingerprint": [
    "fprintd"
   ],
   "fingerprint reader": [
    "fprintd"
   ],
   "fingerprint login": [
    "fprintd"
   ],
   "firmware update": [
    "fwupd"
   ],
   "firmware updates": [
    "fwupd"
   ],
   "firmware updater": [
    "fwupd"
   ],
   "oh my zsh": [
    "programs.zsh.ohMyZsh"
   ],
   "oh zsh": [
    "programs.zsh.ohMyZsh"
   ],
   "oh-my-zsh": [
    "programs.zsh.ohMyZsh"
   ],
   "systemd networkd": [
    "systemd.network"
   ],
   "systemd-networkd": [
    "systemd.network"
   ],
   "networkd": [
    "systemd.network"
   ],
   "systemd resolved": [
    "services.resolved"
   ],
   "systemd-resolved": [
    "services.resolved"
   ],
   "qemu guest": [
    "qemuGuest"
   ],
   "compressed swap": [
    "zramSwap"
   ],
   "compressed swap in ram": [
    "zramSwap"
   ],
   "zram swap": [
    "zramSwap"
   ],
   "swap on zram": [
    "zramSwap"
   ],
   "flatpaks": [
    "flatpak"
   ],
   "boot splash": [
    "boot.plymouth"
   ],
   "splash screen": [
    "boot.plymouth"
   ],
   "boot animation": [
    "boot.plymouth"
   ],
   "ipv6": [
    "networking.enableIPv6"
   ],
   "dhcp": [
    "networking.useDHCP"
   ],
   "ping": [
    "networking.firewall.allowPing"
   ],
   "pings": [
    "networking.firewall.allowPing"
   ],
   "ping requests": [
    "networking.firewall.allowPing"
   ],
   "icmp ping": [
    "networking.firewall.allowPing"
   ],
   "mutable users": [
    "users.mutableUsers"
   ],
   "32 bit opengl": [
    "hardware.opengl.driSupport32Bit"
   ],
   "32-bit opengl": [
    "hardware.opengl.driSupport32Bit"
   ],
   "32bit opengl": [
    "hardware.opengl.driSupport32Bit"
   ],
   "32 bit graphics": [
    "hardware.opengl.driSupport32Bit"
   ],
   "x11 forwarding": [
    "services.openssh.settings.X11Forwarding",
    "services.openssh.forwardX11"
   ],
   "sftp": [
    "services.openssh.allowSFTP"
   ],
   "manpages": [
    "documentation.man"
   ],
   "man pages": [
    "documentation.man"
   ],
   "manual pages": [
    "documentation.man"
   ],
   "nixos manual": [
    "documentation.nixos"
   ],
   "gnome keyring": [
    "services.gnome.gnome-keyring",
    "services.gnome3.gnome-keyring"
   ],
   "keyring": [
    "services.gnome.gnome-keyring",
    "services.gnome3.gnome-keyring"
   ],
   "automatic login": [
    "services.displayManager.autoLogin",
    "services.xserver.displayManager.autoLogin"
   ],
   "elementary": [
    "pantheon"
   ],
   "elementary desktop": [
    "pantheon"
   ],
   "steam controller": [
    "hardware.steam-hardware"
   ],
   "steam hardware": [
    "hardware.steam-hardware"
   ],
   "brute force protection": [
    "fail2ban"
   ],
   "out of memory killer": [
    "earlyoom"
   ],
   "oom killer": [
    "earlyoom"
   ],
   "time sync": [
    "timesyncd"
   ],
   "time synchronization": [
    "timesyncd"
   ],
   "time synchronisation": [
    "timesyncd"
   ],
   "log rotation": [
    "logrotate"
   ],
   "minecraft": [
    "minecraft-server"
   ],
   "smart monitoring": [
    "smartd"
   ],
   "disk health monitoring": [
    "smartd"
   ],
   "location services": [
    "geoclue2"
   ],
   "night light": [
    "redshift"
   ],
   "logging of refused connections": [
    "networking.firewall.logRefusedConnections"
   ],
   "refused connection logging": [
    "networking.firewall.logRefusedConnections"
   ],
   "store optimisation": [
    "nix.autoOptimiseStore"
   ],
   "store optimization": [
    "nix.autoOptimiseStore"
   ],
   "store deduplication": [
    "nix.autoOptimiseStore"
   ],
   "nix store optimisation": [
    "nix.autoOptimiseStore"
   ],
   "nix store optimization": [
    "nix.autoOptimiseStore"
   ],
   "automatic store optimisation": [
    "nix.autoOptimiseStore"
   ],
   "automatic store optimization": [
    "nix.autoOptimiseStore"
   ]
  },
  "packages": {
   "visual studio code": [
    "vscode"
   ],
   "vs code": [
    "vscode"
   ],
   "code": [
    "vscode"
   ],
   "chrome": [
    "google-chrome"
   ],
   "obs studio": [
    "obs-studio"
   ],
   "obs": [
    "obs-studio"
   ],
   "node": [
    "nodejs"
   ],
   "node.js": [
    "nodejs"
   ],
   "python": [
    "python3"
   ],
   "nvim": [
    "neovim"
   ],
   "rg": [
    "ripgrep"
   ],
   "golang": [
    "go"
   ],
   "make": [
    "gnumake"
   ],
   "awk": [
    "gawk"
   ],
   "postgres": [
    "postgresql"
   ],
   "libre office": [
    "libreoffice"
   ],
   "docker compose": [
    "docker-compose"
   ],
   "7zip": [
    "p7zip"
   ],
   "7-zip": [
    "p7zip"
   ],
   "7z": [
    "p7zip"
   ],
   "ifconfig": [
    "nettools"
   ],
   "netstat": [
    "nettools"
   ],
   "dig": [
    "dnsutils"
   ],
   "nslookup": [
    "dnsutils"
   ],
   "borg": [
    "borgbackup"
   ],
   "borg backup": [
    "borgbackup"
   ],
   "telegram": [
    "tdesktop"
   ],
   "telegram desktop": [
    "tdesktop"
   ],
   "signal": [
    "signal-desktop"
   ],
   "signal messenger": [
    "signal-desktop"
   ],
   "midnight commander": [
    "mc"
   ],
   "microsoft teams": [
    "teams"
   ],
   "ms teams": [
    "teams"
   ],
   "skype": [
    "skypeforlinux"
   ],
   "zoom": [
    "zoom-us"
   ],
   "keepass": [
    "keepass",
    "keepassxc"
   ],
   "aws cli": [
    "awscli2",
    "awscli"
   ],
   "github cli": [
    "gh",
    "github-cli",
    "gitAndTools.gh"
   ],
   "google cloud sdk": [
    "google-cloud-sdk"
   ],
   "gcloud": [
    "google-cloud-sdk"
   ],
   "azure cli": [
    "azure-cli"
   ],
   "k8s": [
    "kubectl"
   ],
   "gnu make": [
    "gnumake"
   ],
   "gnu parallel": [
    "parallel"
   ],
   "gnu debugger": [
    "gdb"
   ],
   "image magick": [
    "imagemagick"
   ],
   "youtube downloader": [
    "youtube-dl"
   ],
   "brave browser": [
    "brave"
   ],
   "tor browser": [
    "tor-browser-bundle-bin"
   ],
   "chromium browser": [
    "chromium"
   ],
   "virtual box": [
    "virtualbox"
   ],
   "sublime text": [
    "sublime4",
    "sublime3",
    "sublime"
   ],
   "element": [
    "element-desktop"
   ],
   "calibre ebook manager": [
    "calibre"
   ],
   "rust compiler": [
    "rustc"
   ],
   "go compiler": [
    "go"
   ],
   "haskell compiler": [
    "ghc"
   ],
   "c compiler": [
    "gcc",
    "clang"
   ],
   "c++ compiler": [
    "gcc",
    "clang"
   ],
   "gpp": [
    "gcc"
   ],
   "g++": [
    "gcc"
   ],
   "vi": [
    "vim"
   ],
   "telnet": [
    "inetutils",
    "telnet"
   ],
   "ps": [
    "procps"
   ],
   "killall": [
    "psmisc"
   ],
   "lspci": [
    "pciutils"
   ],
   "lsusb": [
    "usbutils"
   ],
   "open office": [
    "libreoffice"
   ]
  },
  "categories": {
   "database": [
    "postgresql",
    "mysql",
    "redis",
    "mongodb",
    "influxdb",
    "couchdb",
    "cassandra",
    "neo4j"
   ],
   "db": [
    "postgresql",
    "mysql",
    "redis",
    "mongodb"
   ],
   "java": [
    "jdk",
    "jre",
    "jdk11",
    "jdk8"
   ],
   "compiler": [
    "gcc",
    "clang",
    "rustc",
    "go"
   ],
   "database server": [
    "postgresql",
    "mysql",
    "redis",
    "mongodb"
   ],
   "sql database": [
    "postgresql",
    "mysql"
   ],
   "web server": [
    "nginx",
    "httpd",
    "caddy",
    "lighttpd"
   ],
   "webserver": [
    "nginx",
    "httpd",
    "caddy",
    "lighttpd"
   ],
   "http server": [
    "nginx",
    "httpd",
    "caddy",
    "lighttpd"
   ],
   "reverse proxy": [
    "nginx",
    "haproxy",
    "traefik",
    "caddy"
   ],
   "desktop": [
    "gnome",
    "plasma",
    "xfce",
    "mate",
    "pantheon"
   ],
   "desktop environment": [
    "gnome",
    "plasma",
    "xfce",
    "mate",
    "pantheon"
   ],
   "graphical desktop": [
    "gnome",
    "plasma",
    "xfce",
    "mate",
    "pantheon"
   ],
   "gui": [
    "gnome",
    "plasma",
    "xfce",
    "mate",
    "pantheon"
   ],
   "window manager": [
    "i3",
    "awesome",
    "bspwm",
    "xmonad",
    "openbox"
   ],
   "display manager": [
    "gdm",
    "sddm",
    "lightdm"
   ],
   "login manager": [
    "gdm",
    "sddm",
    "lightdm"
   ],
   "vpn": [
    "wireguard",
    "openvpn",
    "tailscale",
    "zerotierone"
   ],
   "containers": [
    "docker",
    "podman",
    "lxd"
   ],
   "container engine": [
    "docker",
    "podman",
    "lxd"
   ],
   "virtualisation": [
    "libvirtd",
    "virtualbox",
    "docker",
    "podman"
   ],
   "virtualization": [
    "libvirtd",
    "virtualbox",
    "docker",
    "podman"
   ],
   "wifi": [
    "networkmanager",
    "networking.wireless"
   ],
   "wireless": [
    "networkmanager",
    "networking.wireless"
   ],
   "monitoring": [
    "prometheus",
    "grafana",
    "netdata",
    "telegraf"
   ],
   "mail server": [
    "postfix",
    "exim",
    "opensmtpd"
   ],
   "file sharing": [
    "samba",
    "nfs.server"
   ],
   "cache": [
    "redis",
    "memcached",
    "varnish"
   ],
   "browser": [
    "firefox",
    "chromium",
    "qutebrowser"
   ],
   "web browser": [
    "firefox",
    "chromium",
    "qutebrowser"
   ],
   "editor": [
    "vim",
    "neovim",
    "emacs",
    "nano",
    "vscode"
   ],
   "text editor": [
    "vim",
    "neovim",
    "emacs",
    "nano",
    "vscode"
   ],
   "terminal": [
    "alacritty",
    "kitty",
    "termite",
    "rxvt-unicode"
   ],
   "backup": [
    "borgbackup",
    "restic",
    "duplicity",
    "rsnapshot"
   ],
   "backups": [
    "borgbackup",
    "restic",
    "duplicity",
    "rsnapshot"
   ],
   "dns server": [
    "bind",
    "unbound",
    "dnsmasq",
    "coredns"
   ],
   "photo editor": [
    "gimp",
    "krita",
    "darktable"
   ],
   "image editor": [
    "gimp",
    "krita",
    "inkscape"
   ],
   "video editor": [
    "kdenlive",
    "shotcut",
    "openshot-qt"
   ],
   "mail client": [
    "thunderbird",
    "evolution",
    "mutt"
   ],
   "email client": [
    "thunderbird",
    "evolution",
    "mutt"
   ],
   "password manager": [
    "keepassxc",
    "bitwarden",
    "pass"
   ],
   "torrent client": [
    "transmission",
    "qbittorrent",
    "deluge"
   ],
   "pdf reader": [
    "evince",
    "okular",
    "zathura"
   ],
   "pdf viewer": [
    "evince",
    "okular",
    "zathura"
   ],
   "media server": [
    "jellyfin",
    "plex",
    "minidlna"
   ],
   "message broker": [
    "rabbitmq",
    "mosquitto"
   ],
   "music player": [
    "vlc",
    "mpv",
    "cmus",
    "audacious"
   ],
   "video player": [
    "vlc",
    "mpv"
   ],
   "office suite": [
    "libreoffice"
   ]
  }
 },
 "pleas": {
  "anywhere": "please, pls, plz, kindly, um, uh, uhm, erm, hm, hmm, lol, haha, thanks a lot, thanks so much, many thanks, thank you very much, thank you so much, thanks, thx, thank you, ty, sorry to bother you, sorry for bothering you, sorry, if you do not mind, if that is not too much trouble, if it is not too much trouble, if it is possible, cheers, maybe possibly, possibly, maybe, perhaps, real quick, quickly, at once, asap, as soon as you can, when you get a chance, when you have time, when you have a minute, now i need it, now i need them, i need it now, i need them now, now, somehow, basically, actually, simply, really, i guess, i think, if you would be so kind, would be great, would be nice, would be good, would be lovely, on this box, on here, in here, on this one, from here, over here, right here",
  "first": "hey, hi, hello, ok, okay, so, well, good morning, good evening, hey there, hi there, dear computer, yo, alright, could someone, can someone, could somebody, can somebody, would someone, would it be possible to, is it possible to, can you, could you, would you, will you, i want you to, i would like you to, i need you to, we need you to, we want you to, i would like to, i want to, we want to, we would like to, i would love to, we would love to, i need to, we need to, we have to, i have to, you should, go and, go ahead and, it is time to, time to, try to, make sure to, make sure that, make sure, ensure that, ensure, see to it that, i would appreciate it if you could, it would be great if you could, it would be nice if you could, it would be great to, it would be nice to, i wish, from now on, from today on, can we, could we, let us, would you be so kind as to, i would be grateful if you could, i would be glad if you could, i would be happy if you could, it would be good if you could, i am going to, we should, we must, you must, i should, i must, would like to, would you be able to, are you able to, see that you, we are going to, be so kind and, be so good and, would you mind, do you mind, may i ask you to, can i ask you to, could i ask you to, i ask you to, i would ask you to, i would like to ask you to, it would be good to",
  "listing": "as well as, along with, together with, in addition to, and also, and additionally, plus also, alongside"
 },
 "ports": {
  "http": [
   80
  ],
  "https": [
   443
  ],
  "web": [
   80,
   443
  ],
  "ssh": [
   22
  ],
  "smtp": [
   25
  ],
  "imaps": [
   993
  ],
  "ldap": [
   389
  ],
  "imap": [
   143
  ],
  "pop3": [
   110
  ],
  "smtps": [
   465
  ],
  "submission": [
   587
  ],
  "ftp": [
   21
  ],
  "telnet": [
   23
  ],
  "mysql": [
   3306
  ],
  "postgresql": [
   5432
  ],
  "postgres": [
   5432
  ],
  "redis": [
   6379
  ],
  "rdp": [
   3389
  ],
  "vnc": [
   5900
  ]
 },
 "programs": {
  "neovim": "nvim",
  "vscode": "code",
  "helix": "hx",
  "google-chrome": "google-chrome-stable"
 },
 "purposes": [
  "power saving",
  "power management",
  "battery saving",
  "network",
  "networking",
  "zeroconf",
  "service discovery",
  "time sync",
  "swap",
  "compressed swap",
  "firmware updates",
  "disk monitoring",
  "disk health monitoring",
  "disk",
  "disks",
  "drives",
  "disk health",
  "smart",
  "file sync",
  "file sharing",
  "containers",
  "monitoring",
  "sound",
  "audio",
  "printing",
  "virtualisation",
  "virtualization",
  "backups",
  "intrusion prevention",
  "remote access",
  "load balancing",
  "music"
 ],
 "regions": {
  "keyboards": {
   "german": "de",
   "germany": "de",
   "qwertz": "de",
   "french": "fr",
   "azerty": "fr",
   "american": "us",
   "us english": "us",
   "american english": "us",
   "british": "gb",
   "uk": "gb",
   "british english": "gb",
   "spanish": "es",
   "italian": "it",
   "portuguese": "pt",
   "brazilian": "br",
   "dutch": "nl",
   "belgian": "be",
   "swiss": "ch",
   "austrian": "at",
   "swedish": "se",
   "norwegian": "no",
   "danish": "dk",
   "finnish": "fi",
   "polish": "pl",
   "czech": "cz",
   "slovak": "sk",
   "hungarian": "hu",
   "romanian": "ro",
   "russian": "ru",
   "ukrainian": "ua",
   "greek": "gr",
   "turkish": "tr",
   "japanese": "jp",
   "hebrew": "il",
   "icelandic": "is",
   "estonian": "ee",
   "latvian": "lv",
   "lithuanian": "lt",
   "croatian": "hr",
   "slovenian": "si",
   "bulgarian": "bg"
  },
  "languages": {
   "english": [
    "en_US",
    "en_GB"
   ],
   "german": [
    "de_DE",
    "de_AT",
    "de_CH"
   ],
   "french": [
    "fr_FR",
    "fr_BE",
    "fr_CH",
    "fr_CA"
   ],
   "spanish": [
    "es_ES",
    "es_MX"
   ],
   "italian": [
    "it_IT",
    "it_CH"
   ],
   "portuguese": [
    "pt_PT",
    "pt_BR"
   ],
   "dutch": [
    "nl_NL",
    "nl_BE"
   ],
   "polish": [
    "pl_PL"
   ],
   "swedish": [
    "sv_SE"
   ],
   "russian": [
    "ru_RU"
   ],
   "japanese": [
    "ja_JP"
   ]
  },
  "varieties": {
   "american english": "en_US",
   "us english": "en_US",
   "english us": "en_US",
   "british english": "en_GB",
   "uk english": "en_GB",
   "canadian english": "en_CA",
   "australian english": "en_AU",
   "irish english": "en_IE",
   "austrian german": "de_AT",
   "swiss german": "de_CH",
   "canadian french": "fr_CA",
   "swiss french": "fr_CH",
   "belgian french": "fr_BE",
   "brazilian portuguese": "pt_BR",
   "european portuguese": "pt_PT",
   "mexican spanish": "es_MX"
  }
 },
 "states": {
  "on": "running, on, enabled, active, activated, started, up, up and running, launched, switched on, turned on, available, reachable, set up, served, going, enable",
  "off": "off, disabled, stopped, inactive, deactivated, switched off, turned off, shut off, disable",
  "install": "installed",
  "remove": "uninstalled, removed, deinstalled, deleted, gone",
  "unwant": "not needed, no longer needed, not required, no longer required, not used, no longer used, not wanted, no longer wanted, no longer necessary, not necessary"
 },
 "talk": {
  "hard": "not, no, never, without, except, unless, nor, neither, or, either, only, just, instead, rather, but, if, until, than, cannot, nothing, nobody, none, while, before, after, almost, hardly, when, whenever, otherwise, though, although",
  "empty": "the, a, an, my, our, your, its, it, this, that, these, those, there, here, is, are, be, been, being, was, do, does, to, of, for, in, on, at, by, with, as, and, so, i, we, you, me, which, who, also, too, please, will, would, could, can, should, shall, must, may, might, has, have, had, get, gets, got, want, wants, need, needs, like, make, makes, let, lets, set, use, uses, used, using, into, onto, from, over, via, through, own, both, such, very, now, then, well, via, out, up, &, plus, 's, =, s",
  "aims": "protect, guard, secure, watch, play, view, see, read, write, edit, draw, paint, record, stream, listen, hear, browse, surf, chat, talk, call, develop, program, code, debug, test, try, learn, build, compile, practise, practice, find, look, search, check, inspect, analyse, analyze, monitor, manage, organise, organize, save, speed, keep, work, study, take, make, do, replace, help, get",
  "people": "root, user, users, everyone, everybody, admin, admins, administrator, guest, guests, group, wheel, port, ports, tcp, udp, interface, him, her",
  "about": "for, to, so, that, can, i, we, it, be, a, the, in, on, at, with, and, of, my, our, because, since, as, is, are, them, this, time, make, work, go, see, use, do, get, need, needs, want, play, watch, read, write, edit, view, look, run, save, test, build, code, files, file, find, terminal, search, games, game, home, office, school",
  "plain": "a, the, for, to, so, that, can, could, i, we, they, it, be, in, on, at, with, and, of, my, our, because, since, as, is, are, was, them, this, development, developing, coding, programming, debugging, testing, gaming, games, game, drawing, painting, editing, photos, pictures, photo, images, music, movies, films, videos, video, audio, listening, watching, playing, reading, writing, text, documents, school, work, office, home, kids, family, terminal, console, browsing, surfing, internet, web, chat, chatting, talking, calls, meetings, email, mail, backup, backups, monitoring, virtual, machines, finding, fuzzy, searching, replacement, project, projects, research, fun, security, performance, speed, battery, later, tonight, today, tomorrow, soon, week, protect, against, brute, force, attacks, attackers, attack, clients, people, colleagues, team, friends, wife, husband, son, daughter, everyone's, keep, keeps, need, needs, want, wants, use, uses, play, watch, read, write, edit, view, look, see, run, save, test, build, files, file, network, lan",
  "noNames": "account, accounts, group, groups, name, names, support, interface, friendly, mutable, immutable, password, passwords, shell, shells, home, homes, data, space, management, manager, admin, administrator, login, logins, directory, directories, service, services, permissions, rights, list, called, named, again, too, here, now, please, someone, somebody, all, every, any, both, some, colleague, friend, wife, husband, son, daughter, guest, guests, kid, kids, child, him, her, them, me, it, us, everyone, everybody, session, sessions, namespaces, quota, quotas",
  "groups": "wheel, users, audio, video, input, disk, dialout, lp, kvm, render, tty, cdrom, tape, floppy, uucp, utmp, adm, systemd-journal, keys, plugdev, sgx",
  "topics": "ntp, time, web, http, mail, email, dns, dhcp, ftp, ssh, vpn, media, music, video, chat, game, file, print, proxy, backup, monitoring, database, sql, key, value, text, code, terminal, command, line, network, sync, irc, mqtt, message, log, image, photo, graphics, office, password, torrent, bittorrent, pdf, git, build, programming, smart, home, remote, x, window, display, login, desktop, version, control",
  "vague": "thing, things, something, stuff, anything, one, ones, other, others, another, different, better, nicer, new, good, best, some, any, more, right, correct, proper, same, usual, need, needed, missing, we, you, they, everything, latest, fancy, cool, favourite, favorite, nice",
  "edges": "a, an, the, and, on, in, at, to, for, of, with, as, by, is, it, its, port, ports, default, light, web, only, 's, use, like, be, so, that, this, me, my, i, we, new, all, up, off, run, start, set, enable, install, open, system, boot, auto, automatic",
  "markers": "with, without, using, on, at, as, under, in, by, via, through, for, from, that, which, called, named, having, listening, running, reachable, every, to, but, so, because, instead, over",
  "gerunds": "opening open, closing close, installing install, removing remove, uninstalling uninstall, deleting delete, enabling enable, disabling disable, activating activate, deactivating deactivate, turning turn, switching switch, setting set, changing change, adding add, creating create, giving give, making make, starting start, stopping stop, updating update, upgrading upgrade, blocking block, allowing allow, putting put, using use, letting let, getting get, renaming rename, limiting limit, replacing replace, cleaning clean, taking take, having have, running run"
 },
 "turning": {
  "on": "enable, enabled, activate, activated, turn on, switch on, turned on, switched on, turn, switch, on, start, started, allow, allowed, permit, permitted, let, accept, grant, granted, add, set, set up, change, configure, adjust, update, put, require, ensure, ensure that, make sure, make sure that, see to it that, pick, choose, select, go with, go for, keep, give, tell, leave, always, should, must, shall, has to, have to, ought to, supposed to, may, can, up, able, want, wants, need, needs, prefer, run, running",
  "off": "disable, disabled, deactivate, deactivated, turn off, switch off, turned off, switched off, off, stop, stopped, forbid, forbidden, disallow, disallowed, deny, denied, prohibit, prohibited, prevent, prevented, block, blocked, refuse, refused, reject, rejected, ban, banned, kill, avoid, not, never, no, without, no longer, no more, cannot, revoke, take away, get rid of, remove, removed, drop, end, impossible, unwanted",
  "beside": "ever, longer, more, any, anymore, must, should, may, away, from, be, at all"
 },
 "units": {
  "virtualisation.docker.enable": "docker.service",
  "virtualisation.libvirtd.enable": "libvirtd.service",
  "virtualisation.lxd.enable": "lxd.service",
  "services.openssh.enable": "sshd.service",
  "services.nginx.enable": "nginx.service",
  "services.httpd.enable": "httpd.service",
  "services.caddy.enable": "caddy.service",
  "services.lighttpd.enable": "lighttpd.service",
  "services.postgresql.enable": "postgresql.service",
  "services.mysql.enable": "mysql.service",
  "services.redis.enable": "redis.service",
  "services.mongodb.enable": "mongodb.service",
  "services.influxdb.enable": "influxdb.service",
  "services.memcached.enable": "memcached.service",
  "services.fail2ban.enable": "fail2ban.service",
  "services.tailscale.enable": "tailscaled.service",
  "services.prometheus.enable": "prometheus.service",
  "services.grafana.enable": "grafana.service",
  "services.printing.enable": "cups.service",
  "services.avahi.enable": "avahi-daemon.service",
  "services.chrony.enable": "chronyd.service",
  "services.ntp.enable": "ntpd.service",
  "services.gitea.enable": "gitea.service",
  "services.jellyfin.enable": "jellyfin.service",
  "services.syncthing.enable": "syncthing.service",
  "services.netdata.enable": "netdata.service",
  "services.earlyoom.enable": "earlyoom.service",
  "services.cron.enable": "cron.service",
  "services.dnsmasq.enable": "dnsmasq.service",
  "networking.networkmanager.enable": "NetworkManager.service",
  "networking.firewall.enable": "firewall.service",
  "nix.gc.automatic": "nix-gc.timer",
  "system.autoUpgrade.enable": "nixos-upgrade.timer",
  "services.fstrim.enable": "fstrim.timer"
 },
 "verbs": {
  "on": "enable, activate, turn on, switch on, start, start up, run, set up, setup, launch, fire up, bring up, spin up, boot up, host, deploy, serve, provide, operate, stand up, ensure, try, try out, always run",
  "off": "disable, deactivate, turn off, switch off, stop, shut off, shut down, kill",
  "not": "do not, never, no, avoid",
  "install": "install, grab, fetch, download, throw in, throw on, pull in, get hold of, put, stick, get me, give me, fetch me, grab me, put on, load up, pick up, set me up with, install me, add me, also install",
  "remove": "uninstall, remove, delete, get rid of, take off, wipe off, deinstall",
  "unwant": "i do not need, we do not need, i do not use, we do not use, i do not want, we do not want, i no longer need, we no longer need, i no longer want, we no longer want, i no longer use, we no longer use, no longer need, do not need, no more, throw out, drop, ditch, toss, kick out, dump, lose",
  "want": "i want, we want, i need, we need, i would like, we would like, i would love, we would love, want, need, get, have, i want to have, i want to use, i need to use, i want to run, i would like to have, i would like to use, i would like to try, can i have, could i have, may i have, can we have, could we have, can i get, could i get, can we get, could we get, may i get, i want to try, let me have, let us have, i prefer, we prefer, i could use, we could use, i like, we like, i am looking for, we are looking for, use, i use, we use, i want to install, want to have, would like, would love, could we use, can we use, can i use, could i use, i would want, i want to get, i need to have, we need to have, i have to have",
  "set": "set, change, make, keep, adjust, configure, switch, raise, lower, limit, increase, decrease, use, restrict, cap, reduce, bump, pick, choose, select, move, point, tune, store, save, bind, write, leave, i want, fix, go with, go for, default to, turn, update, collect",
  "add": "add, append, include, attach, register, extend, put, pass, give",
  "join": "join, connect to, connect, serve, share, publish",
  "allow": "allow, permit, let, accept, grant, enable, open",
  "forbid": "forbid, deny, disallow, prohibit, prevent, block, refuse, reject, ban, do not allow, do not let, never allow, never let, disable"
 }
});

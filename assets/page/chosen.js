// Files from the three ways to choose them, as a Map of path -> File.

export function fromInput(list) {
    const files = new Map();
    for (const file of list) files.set(file.webkitRelativePath || file.name, file);
    return files;
}

const children = (folder) => {
    const reader = folder.createReader();
    const all = [];
    return new Promise((done, fail) => {
        // A reader gives at most a hundred at a time; none is the end.
        const next = () => reader.readEntries((some) => (some.length ? (all.push(...some), next()) : done(all)), fail);
        next();
    });
};

async function addEntry(entry, path, files) {
    if (entry.isFile) files.set(path, await new Promise((done, fail) => entry.file(done, fail)));
    else for (const child of await children(entry)) await addEntry(child, `${path}/${child.name}`, files);
}

async function addHandle(handle, path, files) {
    if (handle.kind === "file") files.set(path, await handle.getFile());
    else for await (const child of handle.values()) await addHandle(child, `${path}/${child.name}`, files);
}

// Both must be asked before the first wait: the dropped things are gone after it. Chromium gives handles on file://
// and refuses entries there; Firefox has only entries.
export async function fromDrop(transfer) {
    const files = new Map();
    const items = [...transfer.items].filter((item) => item.kind === "file");
    const handles = items.map((item) => item.getAsFileSystemHandle?.());
    const entries = items.map((item) => item.webkitGetAsEntry());
    for (const [i, entry] of entries.entries()) {
        const handle = await handles[i];
        if (handle) await addHandle(handle, handle.name, files);
        else if (entry) await addEntry(entry, entry.name, files);
    }
    return files;
}

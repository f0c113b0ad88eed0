import { storiesOfAccess } from "./access.mjs";
import { storiesOfCollecting } from "./collected.mjs";
import { storiesOfFirefox } from "./firefox.mjs";
import { finish, launch } from "./kit.mjs";
import { storiesOfReading } from "./reading.mjs";
import { storiesOfSafety } from "./safety.mjs";
import { storiesOfUsing } from "./using.mjs";

const browser = await launch();
for (const stories of [storiesOfReading, storiesOfUsing, storiesOfSafety, storiesOfAccess, storiesOfCollecting]) await stories(browser);
await browser.close();
await storiesOfFirefox();
finish();

import { finish, launch } from "./kit.mjs";
import { storiesOfReading } from "./reading.mjs";

const browser = await launch();
await storiesOfReading(browser);
await browser.close();
finish();

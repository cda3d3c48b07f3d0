import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

// Each file of src/ whose name begins with a small letter is a script of its own; parts that several share stand in src/lib/.
const entries = readdirSync("src").filter((name) => name.endsWith(".ts"));

export default defineConfig({
  base: "/static/",
  worker: { format: "es", rollupOptions: { output: { entryFileNames: "lib-[name].js", chunkFileNames: "lib-[name].js" } } },
  build: {
    outDir: "../isnad/web/static",
    emptyOutDir: true,
    rollupOptions: {
      input: [...entries.map((name) => `src/${name}`), "src/style.css"],
      output: { entryFileNames: "[name].js", chunkFileNames: "lib-[name].js", assetFileNames: "[name][extname]" },
    },
  },
});

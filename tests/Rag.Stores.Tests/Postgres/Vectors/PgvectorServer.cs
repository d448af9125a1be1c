using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Rag.Stores.Tests.Postgres.Vectors;

/// <summary>
/// A real pgvector: the server of the connection string in <c>RAG_TEST_PG</c>, on which databases may be made; else
/// the machine's own PostgreSQL if it has the extension; else PGlite, which is PostgreSQL compiled to WebAssembly, from
/// npm. PGlite is one session whoever connects, so a store gets one connection, and it is emptied rather than copied.
/// </summary>
internal static class PgvectorServer
{
    /// <summary>Tests on it run one after the other.</summary>
    public const string Collection = "pgvector";

    private static readonly Lock Starting = new();
    private static string? _lite;
    private static Process? _liteProcess;

    private static string? Given { get; } = Environment.GetEnvironmentVariable("RAG_TEST_PG");

    private static bool IsInstalled { get; } = Directory.Exists("/usr/share/postgresql")
        && Directory.GetDirectories("/usr/share/postgresql")
            .Any(version => File.Exists(Path.Combine(version, "extension", "vector.control")));

    /// <summary>An empty database; skips the test where there is no pgvector.</summary>
    public static string CreateDatabase()
    {
        if (!string.IsNullOrEmpty(Given)) return CreateOn(Given);
        if (IsInstalled && PostgresServer.MissingReason is null) return SharedPostgres.Server.CreateDatabase();
        lock (Starting) _lite ??= StartLite();
        Execute(_lite, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        return _lite;
    }

    private static string CreateOn(string server)
    {
        string name = $"t{Guid.NewGuid():n}";
        Execute(server, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    private static void Execute(string server, string sql)
    {
        using var connection = new NpgsqlConnection(server + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string StartLite()
    {
        string folder = InstallLite();
        // It ends with its input, which closes when this process ends, or when nobody holds it any more.
        _liteProcess = Start("node", ["server.mjs"], folder);
        string? port = _liteProcess.StandardOutput.ReadLine();
        if (port is null) throw new InvalidOperationException("PGlite did not start.");
        return $"Host=127.0.0.1;Port={port};Database=postgres;Username=postgres;SSL Mode=Disable;"
            + "GSS Encryption Mode=Disable;Maximum Pool Size=1;Timeout=60";
    }

    private static string InstallLite()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Rag.sln"))) root = Path.GetDirectoryName(root)!;
        string source = Path.Combine(root, "tests", "Rag.Stores.Tests", "Postgres", "Vectors", "pglite");
        string folder = Path.Combine(root, "artifacts", "pglite");
        Directory.CreateDirectory(folder);
        foreach (string name in new[] { "package.json", "package-lock.json", ".npmrc", "server.mjs" })
            File.Copy(Path.Combine(source, name), Path.Combine(folder, name), overwrite: true);
        if (Directory.Exists(Path.Combine(folder, "node_modules", "@electric-sql", "pglite-socket"))) return folder;

        using Process npm = Start("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], folder);
        npm.StandardInput.Close();
        string output = npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
            Assert.Skip($"needs a pgvector (RAG_TEST_PG, or PGlite from npm), and 'npm ci' failed: {output}");
        return folder;
    }

    private static Process Start(string program, string[] arguments, string folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"needs a pgvector: set RAG_TEST_PG, or install '{program}' for PGlite");
            throw;
        }
    }
}

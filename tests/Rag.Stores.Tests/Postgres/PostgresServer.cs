using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Rag.Stores.Tests.Postgres;

/// <summary>A real server of the machine's own PostgreSQL: temporary directory, free loopback port, no fsync.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "rag";

    private readonly string _directory;
    private readonly int _port;

    private PostgresServer(string directory, int port)
    {
        _directory = directory;
        _port = port;
    }

    /// <summary>Why there is none on this machine; <see langword="null"/> if there is one.</summary>
    public static string? MissingReason { get; } = FindBinaries() is null
        ? "PostgreSQL is not installed (the package 'postgresql'): its stores are not tested." : null;

    private static string Binaries { get; } = FindBinaries() ?? "";

    private string DataDirectory => Path.Combine(_directory, "data");

    /// <summary>Makes and starts a server; the test is skipped, loudly, where there is no PostgreSQL.</summary>
    public static PostgresServer Start()
    {
        if (MissingReason is { } reason) Assert.Skip(reason);
        string directory = Directory.CreateTempSubdirectory("rag-postgres-").FullName;
        // The server refuses to be root, so another user must get at the directory.
        if (Environment.IsPrivilegedProcess) Run("chown", "postgres", directory);
        var server = new PostgresServer(directory, FreePort());
        RunServerProgram(
            "initdb", "-D", server.DataDirectory, "-U", User, "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync");
        server.Resume();
        return server;
    }

    /// <summary>Starts the server after <see cref="Stop"/>, on the same port.</summary>
    public void Resume() => RunServerProgram(
        "pg_ctl", "start", "-w", "-D", DataDirectory, "-l", Path.Combine(_directory, "log"), "-o",
        $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off "
        + "-c max_connections=200 -c shared_buffers=64MB");

    /// <summary>Stops the server as a crash would: connections break, the log is replayed at the next start.</summary>
    public void Stop() => RunServerProgram("pg_ctl", "stop", "-w", "-m", "immediate", "-D", DataDirectory);

    /// <summary>A new, empty database; answers its connection string.</summary>
    /// <param name="template">The database that it is a copy of; nobody may be connected to it.</param>
    public string CreateDatabase(string template = "template1")
    {
        string name = $"t{Guid.NewGuid():n}";
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template}", connection);
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    public void Dispose()
    {
        RunServerProgram("pg_ctl", "stop", "-w", "-m", "immediate", "-D", DataDirectory);
        Directory.Delete(_directory, recursive: true);
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username={User}";

    private static string? FindBinaries()
    {
        string[] roots = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return roots
            .Where(root => File.Exists(Path.Combine(root, "bin", "initdb")))
            .MaxBy(root => int.TryParse(Path.GetFileName(root), out int version) ? version : 0) is { } newest
            ? Path.Combine(newest, "bin") : null;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void RunServerProgram(string program, params string[] arguments)
    {
        string path = Path.Combine(Binaries, program);
        if (Environment.IsPrivilegedProcess)
            Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // Nothing is redirected into a pipe: the server would inherit it, and keep it open.
        string[] quietly = ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments];
        var start = new ProcessStartInfo("/bin/sh", quietly) { WorkingDirectory = "/" };
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {process.ExitCode}");
    }
}

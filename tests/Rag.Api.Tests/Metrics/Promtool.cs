using System.Diagnostics;

namespace Rag.Api.Tests.Metrics;

/// <summary>Prometheus' own checker.</summary>
internal static class Promtool
{
    /// <summary>Starts it; <see langword="null"/> if it is not installed.</summary>
    public static Process? Start(string arguments, string? directory = null)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("promtool", arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = directory ?? "",
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Ends its input and returns all that it says.</summary>
    public static async Task<string> EndAsync(Process promtool)
    {
        promtool.StandardInput.Close();
        Task<string> output = promtool.StandardOutput.ReadToEndAsync();
        string errors = await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        return await output + errors;
    }
}

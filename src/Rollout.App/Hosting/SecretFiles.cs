using System.Collections;

namespace Rollout.App.Hosting;

/// <summary>
/// Settings whose values lie in files, as container engines and systemd hand out secrets: <c>Mail__Password_FILE=/run/secrets/mail</c> sets <c>Mail:Password</c> to what the file holds. They come
/// before the plain variable of the same name.
/// </summary>
internal sealed class SecretFiles(IDictionary environment) : ConfigurationProvider, IConfigurationSource
{
    private const string Ending = "_FILE";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    /// <exception cref="OperatorException">A file cannot be read.</exception>
    public override void Load()
    {
        foreach (var (name, path) in environment.Cast<DictionaryEntry>().Select(e => ((string)e.Key, e.Value as string ?? "")))
        {
            // Only settings in a section: SSL_CERT_FILE and its like are not ours.
            if (name.EndsWith(Ending, StringComparison.Ordinal) && name.Contains("__", StringComparison.Ordinal))
            {
                Data[name[..^Ending.Length].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = Read(name, path);
            }
        }
    }

    private static string Read(string name, string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new OperatorException($"{name} names a file that cannot be read: {path}. Put the secret there, and let the user that runs Rollout read it.", e);
        }
    }
}

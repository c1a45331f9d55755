using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Header names used by personnel software, directories and spreadsheets in Dutch, French and English.</summary>
internal static class PeopleHeaders
{
    public const string Number =
        "personeelsnummer,personeelsnr,personeelscode,personeel nr,persnr,medewerkernummer,medewerkersnummer,medewerkernr,medewerkercode,mdw,mdw nr,"
        + "werknemersnummer,werknemernummer,werknemersnr,werknemerscode,stamnummer,stamnr,registratienummer,"
        + "matricule,numéro de matricule,n° matricule,numéro personnel,numéro du personnel,numéro de personnel,n° personnel,no personnel,numéro d'employé,numéro employé,"
        + "numéro de salarié,n° salarié,matricule salarié,"
        + "personnel number,personnel no,personnel id,employee #,employee id,employee number,employee no,employee code,emp id,emp no,staff number,staff id,worker id,payroll number";

    public const string Email =
        "e-mail,e-mailadres,mail,mailadres,werk e-mail,e-mail werk,e-mailadres werk,werkmail,mail werk,zakelijk e-mailadres,zakelijke e-mail,e-mail zakelijk,"
        + "courriel,courriel professionnel,adresse e-mail,adresse mail,adresse électronique,adresse e-mail professionnelle,adresse mail professionnelle,"
        + "e-mail professionnel,mail professionnel,"
        + "e-mail address,work e-mail,work e-mail address,e-mail work,primary work e-mail,primary e-mail,business e-mail,business e-mail address,company e-mail,corporate e-mail";

    /// <summary>Account names are addresses in most directories; they are used when there is no e-mail address.</summary>
    public const string SignInName = "user principal name,upn,user name,login,account,accountnaam,gebruikersnaam,aanmeldnaam,nom d'utilisateur,identifiant de connexion";

    // "Naam", "nom" and "name" are the family name where a given name has its own column, and the whole name otherwise.
    public static readonly HeaderAliases<PeopleColumn> Aliases = new HeaderAliases<PeopleColumn>()
        .Add(PeopleColumn.Number, Number)
        .Add(PeopleColumn.GivenName,
            "voornaam,roepnaam,prénom,prénoms,prénom usuel,first name,given name,forename,legal first name,preferred first name")
        .Add(PeopleColumn.Infix,
            "tussenvoegsel,tussenvoegsels,voorvoegsel,voorvoegsels,voorv,particule,infix,name prefix,surname prefix")
        .Add(PeopleColumn.FamilyName,
            "achternaam,familienaam,geslachtsnaam,nom de famille,nom usuel,nom d'usage,last name,family name,surname,legal last name,preferred last name")
        .Add(PeopleColumn.FullName,
            "naam,volledige naam,weergavenaam,naam medewerker,naam werknemer,medewerker,nom,nom complet,nom affiché,name,full name,display name,employee name,worker,worker name")
        .Add(PeopleColumn.FamilyNameFirst,
            "naam en voornaam,naam voornaam,achternaam en voornaam,achternaam voornaam,familienaam en voornaam,familienaam voornaam,"
            + "nom et prénom,nom prénom,nom et prénoms,nom prénoms,last name first name,surname first name")
        .Add(PeopleColumn.Email, Email)
        .Add(PeopleColumn.SignInName, SignInName)
        .Add(PeopleColumn.Mobile,
            "mobiel,mobiele telefoon,mobiel nummer,mobiele nummer,mobiel werk,mobiel zakelijk,zakelijk mobiel,gsm,gsm-nummer,gsm nr,gsm werk,06-nummer,"
            + "portable,portable professionnel,téléphone portable,téléphone mobile,mobile professionnel,numéro de gsm,gsm professionnel,numéro de portable,"
            + "mobile,mobile phone,mobile number,mobile phone number,work mobile,mobile work,work mobile phone,business mobile,primary mobile,cell,cell phone")
        .Add(PeopleColumn.Branch,
            "filiaal,filiaalnaam,vestiging,vestigingsnaam,vestigingsplaats,kantoor,winkel,winkelnaam,locatie,locatienaam,werklocatie,standplaats,plaats tewerkstelling,plaats van tewerkstelling,"
            + "site,site de travail,filiale,succursale,établissement,agence,magasin,implantation,lieu de travail,lieu d'affectation,"
            + "branch,branch name,location,location name,work location,primary location,work site,office,office name,office location,physical delivery office name,store,store name")
        .Add(PeopleColumn.Building, "building,building id,building name,gebouw,bâtiment")
        .Add(PeopleColumn.JobTitle,
            "functie,functietitel,functienaam,functieomschrijving,functiebenaming,fonction,intitulé de la fonction,intitulé du poste,poste,emploi,titre,"
            + "job title,job,job position,job profile,position,title,role,employee title,business title")
        .Add(PeopleColumn.Department,
            "afdeling,afdelingsnaam,naam afdeling,team,teamnaam,dienst,dienstnaam,ploeg,département,service,nom du service,équipe,nom de l'équipe,"
            + "department,department name,team name")
        .Add(PeopleColumn.OrgUnit,
            "org unit path,org unit,org eenheid,organizational unit,organisational unit,organisatie-eenheid,organisatorische eenheid,supervisory organization,unité organisationnelle,"
            + "department number,afdelingsnummer,afdelingscode,code service")
        .Add(PeopleColumn.Since,
            "in dienst sinds,in dienst per,datum in dienst,dat in dienst,indiensttreding,datum indiensttreding,in dienst,startdatum,begindatum dienstverband,"
            + "date d'entrée,date d'entrée en service,date d'embauche,date de début,en service depuis,"
            + "start date,hire date,original hire date,date of hire,employed since,in service since,employment start date")
        .Add(PeopleColumn.Until,
            "datum uit dienst,dat uit dienst,uit dienst,uit dienst per,uit dienst sinds,uitdiensttreding,datum uitdiensttreding,einddatum,einddatum dienstverband,"
            + "date de sortie,date de fin,date de départ,date sortie,termination date,end date,leave date,leaving date,last day of work,employment end date")
        .Add(PeopleColumn.Status,
            "status,medewerkerstatus,status medewerker,status dienstverband,statut,état,employment status,employee status,worker status,account status")
        .Add(PeopleColumn.Active, "actief,actif,active,is active,active status")
        .Add(PeopleColumn.AccountEnabled, "account enabled,account actief,enabled,compte activé")
        .Add(PeopleColumn.UserType, "user type,gebruikerstype,type d'utilisateur")
        .Add(PeopleColumn.Fte,
            "fte,vte,deeltijdfactor,deeltijdpercentage,parttime factor,etp,équivalent temps plein,taux d'occupation,full-time equivalent")
        .Add(PeopleColumn.Pc,
            "pc-werkplek,pc werkplaats,heeft pc,vaste pc,poste pc,poste informatique,a un pc,ordinateur,pc workplace,has pc,has a pc,desktop")
        .Add(PeopleColumn.WorkType, "werktype,soort werk,type de travail,work type")
        .Add(PeopleColumn.Language,
            "taal,taalcode,voorkeurstaal,correspondentietaal,langue,langue préférée,langue de correspondance,code langue,language,language code,preferred language,locale");
}
